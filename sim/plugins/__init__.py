"""Plug-ins of outside packages: the kinds of objects, and their registry; see docs/development/plugins.md."""

from sim.plugins.checks import sections_of
from sim.plugins.kinds import AgentPolicy, Distribution, Kind, PluginError, QueuePolicy, what_failed
from sim.plugins.registry import (
    Origin,
    check_present,
    modules_of,
    n_changes,
    origin_of,
    outside_stream,
    register,
    registered,
    source_hash,
    unregister,
)

__all__ = ["AgentPolicy", "Distribution", "Kind", "Origin", "PluginError", "QueuePolicy", "check_present", "modules_of",
           "n_changes", "origin_of", "outside_stream", "register", "registered", "sections_of", "source_hash", "unregister",
           "what_failed"]
