"""All attacks, by name, in the order in which they are run."""

import frame_bounds
import frame_floods
import frame_rules
import frame_slow
import harness
import http2_floods
import http2_flow
import http2_framing
import http2_grpc
import http2_headers
import http2_settings
import http2_slow
import http2_streams
import tls_attacks

MODULES = (
    frame_rules,
    frame_bounds,
    frame_floods,
    frame_slow,
    http2_framing,
    http2_settings,
    http2_streams,
    http2_flow,
    http2_headers,
    http2_grpc,
    http2_floods,
    http2_slow,
    tls_attacks,
)


def attacks():
    """Every attack that the modules register as they are imported."""
    return harness.ATTACKS
