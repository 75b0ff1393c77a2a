"""What may not stand in a log."""

from structlog.typing import EventDict, WrappedLogger


def without_query(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Drop the query of a request's address: a search may hold a custody number or a name."""
    request = event.get("request")
    if isinstance(request, str):
        event["request"] = request.partition("?")[0]
    return event
