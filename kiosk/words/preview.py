"""What stands above a draft, so that no picture of it passes for the real thing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PreviewTexts:
    draft: str = "草稿预览，没有发布"
