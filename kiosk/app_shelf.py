"""The thread that reads articles and pictures for the page shown; of the composition root (``app``)."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.content.shelf import Shelf
from kiosk.domain.learn import ArticleLook, ArticleOutcome, Picture, Pictures, ReadArticle, ReadPictures
from kiosk.domain.map_picture import MapPicture, MapRead, ReadMap
from kiosk.domain.update_learn import ArticleRead, PicturesRead
from kiosk.events import Post
from kiosk.input.newest import NewestOnly, nobody_waits

Wanted = ReadArticle | ReadPictures | ReadMap


class ShelfRoom(NewestOnly[Shelf, Wanted]):
    """Only the newest page counts: what an earlier one asked for is asked for again on coming back to it."""

    broken = "E-CNT-02"

    def __init__(self, places: Sequence[Path], post: Post) -> None:
        super().__init__("shelf", lambda: Shelf(places), post, nobody_waits)

    def _answer(self, engine: Shelf, job: Wanted) -> object:
        match job:
            case ReadArticle(law, article):
                return ArticleRead(engine.article(law, article))
            case ReadPictures(lesson_id, media):
                return PicturesRead(engine.pictures(lesson_id, media))
            case ReadMap():
                return MapRead(engine.map_picture(job))

    def _no_answer(self, job: Wanted) -> object:
        match job:
            case ReadArticle(law, article):
                return ArticleRead(ArticleLook(law, article, ArticleOutcome.BROKEN))
            case ReadPictures(lesson_id, media):
                return PicturesRead(Pictures(lesson_id, tuple(Picture(one.id) for one in media)))
            case ReadMap(wide):
                return MapRead(MapPicture(wide))
