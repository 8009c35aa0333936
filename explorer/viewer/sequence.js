// The items of the wall on show, in order, so that an open item knows what hangs beside it.
// Shared by the widgets of one page; only the wall writes.

export const sequence = { ids: /** @type {string[]} */ ([]) };
