"""What goes wrong, as a status and one kind line of JSON."""

from __future__ import annotations


class ApiError(Exception):
    """An answer other than 200: ``status`` and one line for whoever asked."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def not_found(message: str = "there is nothing at this address") -> ApiError:
    """404."""
    return ApiError(404, message)


def invalid(message: str) -> ApiError:
    """422: the request is understood and one of its values does not do."""
    return ApiError(422, message)


def unknown(message: str) -> ApiError:
    """400: the request names something that there is not."""
    return ApiError(400, message)


def conflict(message: str) -> ApiError:
    """409: it is otherwise by now."""
    return ApiError(409, message)


def forbidden(message: str) -> ApiError:
    """403."""
    return ApiError(403, message)
