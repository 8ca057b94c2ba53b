"""Every word the terminal itself says, as one frozen object a language: a missing one fails the types.

The fields' defaults are the Chinese source, and the catalogue's msgid; the group's name is its msgctxt, so
that one Chinese word may be two English ones. Screens read ``look.texts``; slips are said by ``slips.say``.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from kiosk.domain.comfort import Language
from kiosk.errors import ERRORS
from kiosk.words.along import AlongTexts
from kiosk.words.catalogue import ASSETS, Catalogue, CatalogueError, catalogue_path, read
from kiosk.words.chosen import ChosenTexts
from kiosk.words.comfort import ComfortTexts
from kiosk.words.counted import Counted
from kiosk.words.counts import CountTexts
from kiosk.words.danger import DangerTexts
from kiosk.words.duty import DutyTexts
from kiosk.words.finding import FindingTexts
from kiosk.words.form import FormTexts
from kiosk.words.learn import LearnTexts
from kiosk.words.main import MainTexts
from kiosk.words.matter import MatterTexts
from kiosk.words.media import MediaTexts
from kiosk.words.online import OnlineTexts
from kiosk.words.paper import PaperTexts
from kiosk.words.photographed import PhotographedTexts
from kiosk.words.picture import PictureTexts
from kiosk.words.preview import PreviewTexts
from kiosk.words.problems import ProblemTexts
from kiosk.words.progress import ProgressTexts
from kiosk.words.rating import RatingTexts
from kiosk.words.record import RecordTexts
from kiosk.words.search import SearchTexts
from kiosk.words.slip import SlipTexts
from kiosk.words.speech import SpeechTexts
from kiosk.words.standing import StandingTexts
from kiosk.words.sums import SumTexts
from kiosk.words.times import TimeTexts
from kiosk.words.typed import TypedTexts
from kiosk.words.where import WhereTexts

_LOG: Final = logging.getLogger(__name__)
_ERROR: Final = "error"
_FIRST_MARKS: Final = ("，", ", ", "; ", ". ")  # what the first half of an error's sentence ends with


def _sentences() -> dict[str, str]:
    return {code: info.resident for code, info in ERRORS.items()}


@dataclass(frozen=True, slots=True)
class Texts:
    """All groups. ``errors``: code to the sentence a resident reads."""

    language: Language = Language.ZH
    main: MainTexts = field(default_factory=MainTexts)
    form: FormTexts = field(default_factory=FormTexts)
    chosen: ChosenTexts = field(default_factory=ChosenTexts)
    along: AlongTexts = field(default_factory=AlongTexts)
    progress: ProgressTexts = field(default_factory=ProgressTexts)
    standing: StandingTexts = field(default_factory=StandingTexts)
    sums: SumTexts = field(default_factory=SumTexts)
    counts: CountTexts = field(default_factory=CountTexts)
    problems: ProblemTexts = field(default_factory=ProblemTexts)
    rating: RatingTexts = field(default_factory=RatingTexts)
    slip: SlipTexts = field(default_factory=SlipTexts)
    times: TimeTexts = field(default_factory=TimeTexts)
    photographed: PhotographedTexts = field(default_factory=PhotographedTexts)
    picture: PictureTexts = field(default_factory=PictureTexts)
    comfort: ComfortTexts = field(default_factory=ComfortTexts)
    record: RecordTexts = field(default_factory=RecordTexts)
    duty: DutyTexts = field(default_factory=DutyTexts)
    typed: TypedTexts = field(default_factory=TypedTexts)
    search: SearchTexts = field(default_factory=SearchTexts)
    speech: SpeechTexts = field(default_factory=SpeechTexts)
    matter: MatterTexts = field(default_factory=MatterTexts)
    paper: PaperTexts = field(default_factory=PaperTexts)
    learn: LearnTexts = field(default_factory=LearnTexts)
    media: MediaTexts = field(default_factory=MediaTexts)
    where: WhereTexts = field(default_factory=WhereTexts)
    danger: DangerTexts = field(default_factory=DangerTexts)
    finding: FindingTexts = field(default_factory=FindingTexts)
    online: OnlineTexts = field(default_factory=OnlineTexts)
    preview: PreviewTexts = field(default_factory=PreviewTexts)
    errors: Mapping[str, str] = field(default_factory=_sentences)

    def error(self, code: str) -> str:
        """The sentence of a known code."""
        return self.errors[code]

    def error_half(self, code: str) -> str:
        """What is wrong, without what to do about it: the sentence's first half."""
        said = self.errors[code]
        return next((said.partition(mark)[0] for mark in _FIRST_MARKS if mark in said), said)


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of the catalogue: where it is used, and its Chinese."""

    context: str
    source: str
    field: str
    counted: bool = False


def messages() -> Iterator[Message]:
    """Everything there is to translate, in the order of the source; the same word of a group once."""
    chinese = Texts()
    seen: set[tuple[str, str]] = set()
    for message in _all(chinese):
        if (message.context, message.source) not in seen:
            seen.add((message.context, message.source))
            yield message


def _all(chinese: Texts) -> Iterator[Message]:
    for group in _groups():
        words = getattr(chinese, group)
        for one in fields(words):
            value = getattr(words, one.name)
            if isinstance(value, Counted):
                yield Message(group, value.forms[0], one.name, counted=True)
            else:
                yield Message(group, value, one.name)
    for code, said in chinese.errors.items():
        yield Message(_ERROR, said, code)


def _groups() -> tuple[str, ...]:
    return tuple(one.name for one in fields(Texts) if one.name not in ("language", "errors"))


def translated(catalogue: Catalogue, language: Language) -> Texts:
    """The texts as ``catalogue`` has them; what it lacks stays Chinese (a test finds that)."""
    chinese = Texts()
    groups: dict[str, Any] = {name: _group(name, getattr(chinese, name), catalogue) for name in _groups()}
    errors = {code: _one(catalogue, _ERROR, said) for code, said in chinese.errors.items()}
    return replace(chinese, language=language, errors=errors, **groups)


def _group(name: str, words: Any, catalogue: Catalogue) -> Any:
    said: dict[str, object] = {}
    for one in fields(words):
        value = getattr(words, one.name)
        if isinstance(value, Counted):
            said[one.name] = Counted(catalogue.find(name, value.forms[0]) or value.forms)
        else:
            said[one.name] = _one(catalogue, name, value)
    return replace(words, **said)


def _one(catalogue: Catalogue, context: str, source: str) -> str:
    found = catalogue.find(context, source)
    return found[0] if found else source


@dataclass(frozen=True, slots=True)
class Tongues:
    """The texts of every language, loaded once by whoever puts the parts together."""

    by_language: Mapping[Language, Texts]

    def of(self, language: Language) -> Texts:
        return self.by_language[language]


def load(assets: Path = ASSETS) -> Tongues:
    """Chinese is in the program; without its catalogue another language is said in Chinese, and logged."""
    texts = {Language.ZH: Texts()}
    for language in Language:
        if language is Language.ZH:
            continue
        try:
            catalogue = read(catalogue_path(language.value, assets))
        except (OSError, UnicodeDecodeError, CatalogueError) as error:
            _LOG.error("words.unreadable", extra={"language": language.value, "error": str(error)})
            catalogue = Catalogue()
        texts[language] = translated(catalogue, language)
    return Tongues(texts)
