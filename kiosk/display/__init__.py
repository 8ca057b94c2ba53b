"""The terminal's display: the X server, who may use it, and the calm picture behind everything."""
