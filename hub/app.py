"""The hub's HTTP interface (docs/protocol/hub.md), put together from its routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from hub.clock import Clock
from hub.fleet.routes import enrolment_routes
from hub.house import open_house
from hub.orders.opener import Opener
from hub.settings import HubSettings
from hub.uplink.routes import terminal_routes
from hub.web import add_problem_handlers


def create_app(settings: HubSettings, clock: Clock) -> FastAPI:
    """The ASGI application of the hub in ``settings.data``. Raises HubError when it cannot be opened."""
    house = open_house(settings, clock)
    opener = Opener(house)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        opener.start()
        yield
        await run_in_threadpool(opener.stop)
        house.close()

    app = FastAPI(title="公共法律服务中心 hub", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    add_problem_handlers(app)
    app.include_router(enrolment_routes(house))
    app.include_router(terminal_routes(house, opener))
    return app
