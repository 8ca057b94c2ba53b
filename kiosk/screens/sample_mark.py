"""样例: said of all that nobody has reviewed yet, beside its name, so that it costs no line of its own."""

from kiosk.words.texts import Texts


def marked(texts: Texts, title: str, *contents: object) -> str:
    """``title`` of ``contents``, marked when any of them is a sample; what can be none is none."""
    return as_sample(texts, title, any(bool(getattr(one, "sample", False)) for one in contents))


def as_sample(texts: Texts, title: str, sample: bool) -> str:
    return texts.main.sampled.format(title) if sample else title
