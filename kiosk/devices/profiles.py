"""Models as data: one JSON file a model, beside the code of its kind, or a technician's own by its path."""

import json
from importlib import resources
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FILE_LARGEST: Final = 64 * 1024  # bytes; a profile has one or two thousand


class ProfilePart(BaseModel):
    """Base of everything that stands in such a file: nothing is guessed, converted or ignored."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=True)


class Serial(ProfilePart):
    """The line. Only 8N1 is spoken."""

    baud: int = Field(ge=1200, le=921_600)
    format: Literal["8N1"] = "8N1"


class Model(ProfilePart):
    """What every model's file begins with. ``synthetic``: made up for tests, not seen on any device."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    label: str = Field(min_length=1, max_length=80)
    synthetic: bool = False
    source: str = Field(default="", max_length=400)
    serial: Serial


M = TypeVar("M", bound=Model)


def shipped_models(package: str) -> list[str]:
    """Names of the profiles that come with ``package``."""
    folder = resources.files(package) / "profiles"
    return sorted(
        entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json")
    )


def load_model(package: str, model: type[M], name: str) -> M:
    """A profile of ``package`` by its name, or any by the path of its file.

    Raises ValueError with what is wrong, one fault a line.
    """
    try:
        if "/" in name:
            with Path(name).open("rb") as file:
                data = file.read(FILE_LARGEST + 1)
        elif name in shipped_models(package):
            data = (resources.files(package) / "profiles" / f"{name}.json").read_bytes()
        else:
            raise ValueError(f"no profile {name!r}; there are {', '.join(shipped_models(package))}")
        if len(data) > FILE_LARGEST:
            raise ValueError(f"{name}: larger than {FILE_LARGEST} bytes")
        return model.model_validate(json.loads(data))
    except OSError as error:
        raise ValueError(f"{name}: {error.strerror}") from error
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, row['loc']))}: {row['msg']}" for row in error.errors()]
        raise ValueError("\n".join(faults)) from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"{name}: not JSON ({error})") from error
