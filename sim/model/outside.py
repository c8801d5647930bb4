"""Mechanisms of plug-ins: their hooks are called between days, and act inside a day by named modifiers.

Hooks are called in order of the mechanisms' names. A mechanism that is switched off is not called. A modifier that no hook
changes is neutral, 1 or 0. Everything else that a hook is given is read-only. See `sim.mechanism.Mechanism`.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

import numpy as np

from sim.i18n.translate import message
from sim.mechanism import Mechanism
from sim.model.contact.policies import own_parameters
from sim.model.customer import customers
from sim.model.customer.customers import CustomerBase
from sim.model.day import NO_MODIFIERS, Modifiers, WorkforceToday
from sim.params import Params
from sim.plugins import PluginError, registered, what_failed
from sim.schema import CONTACT_MODIFIERS, DAY, AgentDays, Contacts, Due, Floats, Ints

Table = TypeVar("Table", bound=tuple[Any, ...])


class CentreAtStart(NamedTuple):
    """What the hook `start` sees.

    Attributes:
        params: the centre's parameters.
        seed: of the replication, for `sim.random.philox.uniform`.
        n_days: length of the run, warm-up included.
        n_customers: at the start.
    """

    params: Params
    seed: int
    n_days: int
    n_customers: int


class AgentModifiers(NamedTuple):
    """Modifiers of the agents at work today [n_agents], to be changed in place.

    Attributes:
        time_factor: talk time and after-call work as a multiple.
        resolve_shift: added to the probability that a conversation solves the case.
        wrap_factor: after-call work as a further multiple.
    """

    time_factor: Floats
    resolve_shift: Floats
    wrap_factor: Floats


class ContactModifiers(NamedTuple):
    """Modifiers of the contacts due today [n_due], to be changed in place; later contacts of a case on the day inherit them.

    Attributes:
        time_factor: needed talk time as a multiple.
        resolve_shift: added to the probability that a conversation solves the case.
        wrap_factor: after-call work as a multiple.
        patience_factor: patience as a multiple.
    """

    time_factor: Floats
    resolve_shift: Floats
    wrap_factor: Floats
    patience_factor: Floats


class Morning(NamedTuple):
    """What the hook `before_day` sees; it changes `for_agents` and `for_contacts` only.

    Attributes:
        day, weekday: index of the day, and 0 for Monday to 6.
        agents: agents at work today.
        contacts: contacts due today, in order of time.
        for_agents, for_contacts: the day's modifiers, with what mechanisms before this one have set.
    """

    day: int
    weekday: int
    agents: WorkforceToday
    contacts: Due
    for_agents: AgentModifiers
    for_contacts: ContactModifiers


class Evening(NamedTuple):
    """What the hook `after_day` sees; it adds to `sums` only.

    Attributes:
        day, weekday: as in `Morning`.
        contacts: contacts that ended today.
        agents: agents who were at work.
        sums: the day's sums that the mechanism declares, by name; 0 at first.
    """

    day: int
    weekday: int
    contacts: Contacts
    agents: AgentDays
    sums: dict[str, float]


class Night:
    """What the hook `overnight` sees.

    Attributes:
        day, weekday: of the day that ends.
        attitude: of all customers ever [n_customers], read-only.
    """

    def __init__(self, base: CustomerBase, day: int, weekday: int) -> None:
        self.day, self.weekday, self._base = day, weekday, base
        self.attitude: Floats = base.attitude[:base.n_known].copy()
        self.attitude.flags.writeable = False

    def shift_attitude(self, customer_ids: Ints, shifts: Floats) -> None:
        """Shift the attitude of some customers, each listed once, tonight; who has left keeps it.

        Raises:
            ValueError: ids that are no customers, or listed twice, or shifts that are not finite.
        """
        ids, by = np.asarray(customer_ids, dtype=np.int64), np.asarray(shifts, dtype=np.float64)
        is_known = (ids >= 0) & (ids < self.attitude.size)
        if ids.shape != by.shape or not is_known.all() or np.unique(ids).size != ids.size or not np.isfinite(by).all():
            raise ValueError("customer_ids must be different customers, and shifts a finite number for each.")
        customers.shift_attitudes(self._base, ids, by, self.day)


class OutsideMechanisms:
    """The mechanisms of plug-ins that are switched on in a run."""

    def __init__(self, params: Params, seed: int, n_days: int) -> None:
        """Call the hook `start` of each.

        Raises:
            PluginError: two daily sums have the same name, or a hook fails.
        """
        self._mechanisms: list[tuple[Mechanism, Any, Any]] = []
        self.days: dict[str, Floats] = {}      # every day's sums [n_days], by name
        for name, mechanism in registered("mechanism").items():
            if not getattr(params.mechanisms, name, False):
                continue
            own = own_parameters(mechanism, params)
            centre = CentreAtStart(params, seed, n_days, params.customers.n)
            state = None
            if mechanism.start:
                try:
                    state = mechanism.start(own, centre)
                except Exception as error:  # of a stranger's function: of any kind
                    raise PluginError(message("mechanism {name}: its start fails: {why}.", name=name,
                                              why=what_failed(error))) from error
            self._mechanisms.append((mechanism, own, state))
            for one in mechanism.daily_sums:
                if one in self.days or one in (DAY.names or ()):
                    raise PluginError(message("plug-in {name}: there is a daily sum {sum} already.", name=name, sum=one))
                self.days[one] = np.zeros(n_days)

    def before_day(self, day: int, weekday: int, workforce: WorkforceToday, due: Due) -> tuple[WorkforceToday, Modifiers]:
        """The agents at work and the day's modifiers, as the hooks `before_day` change them.

        Raises:
            PluginError: a hook fails, a modifier is not finite, or a factor is not above zero.
        """
        if not any(mechanism.before_day for mechanism, _, _ in self._mechanisms):
            return workforce, NO_MODIFIERS
        n_agents = workforce.agent_id.size
        for_agents = AgentModifiers(np.ones(n_agents), np.zeros(n_agents), np.ones(n_agents))
        rows = np.tile([0.0 if name == "resolve_shift" else 1.0 for name in CONTACT_MODIFIERS], (due.day.size, 1))
        for_contacts = ContactModifiers(*rows.T)
        seen = Morning(day, weekday, _read_only(workforce), _read_only(due), for_agents, for_contacts)
        for mechanism, own, state in self._mechanisms:
            if mechanism.before_day:
                _call(mechanism, "before_day", own, state, seen)
                _check(mechanism.name, day, for_agents._asdict() | {f"contacts, {name}": values for name, values
                                                                   in for_contacts._asdict().items()})
        return workforce._replace(speed=workforce.speed * for_agents.time_factor,
                                  resolve_shift=workforce.resolve_shift + for_agents.resolve_shift), \
            Modifiers(for_agents.wrap_factor, rows)

    def after_day(self, day: int, weekday: int, contacts: Contacts, agents: AgentDays) -> None:
        """Call the hooks `after_day`, and keep the sums.

        Raises:
            PluginError: a hook fails, or a sum is not declared or not finite.
        """
        for mechanism, own, state in self._mechanisms:
            if mechanism.after_day:
                sums = dict.fromkeys(mechanism.daily_sums, 0.0)
                _call(mechanism, "after_day", own, state, Evening(day, weekday, _read_only(contacts), _read_only(agents), sums))
                _check_sums(mechanism, day, sums)
                for name in mechanism.daily_sums:
                    self.days[name][day] = sums[name]

    def overnight(self, day: int, weekday: int, base: CustomerBase) -> None:
        """Call the hooks `overnight`.

        Raises:
            PluginError: a hook fails.
        """
        for mechanism, own, state in self._mechanisms:
            if mechanism.overnight:
                _call(mechanism, "overnight", own, state, Night(base, day, weekday))


def _call(mechanism: Mechanism, hook: str, own: Any, state: Any, seen: Any) -> None:
    """Call a hook of a day.

    Raises:
        PluginError: it fails, or returns something, which would have no effect.
    """
    try:
        returned = getattr(mechanism, hook)(own, state, seen)
    except Exception as error:  # of a stranger's function: of any kind
        raise PluginError(message("mechanism {name}, day {day}: its {hook} fails: {why}.", name=mechanism.name, day=seen.day,
                                  hook=hook, why=what_failed(error))) from error
    if returned is not None:
        raise PluginError(message("mechanism {name}: its {hook} returns a value, which has no effect: it must change in place "
                                  "what it is given.", name=mechanism.name, hook=hook))


def _read_only(table: Table) -> Table:
    """A NamedTuple with views of its arrays that cannot be written."""
    return type(table)(*(_view(value) if isinstance(value, np.ndarray) else value for value in table))


def _view(array: Any) -> Any:
    view = array.view()
    view.flags.writeable = False
    return view


def _check_sums(mechanism: Mechanism, day: int, sums: Mapping[str, Any]) -> None:
    for name, value in sums.items():
        if name not in mechanism.daily_sums:
            raise PluginError(message("mechanism {name}, day {day}: {sum} is none of its daily_sums.", name=mechanism.name,
                                      day=day, sum=name))
        if not isinstance(value, int | float | np.number) or not np.isfinite(value):
            raise PluginError(message("mechanism {name}, day {day}: {sum} is {value}, no finite number.", name=mechanism.name,
                                      day=day, sum=name, value=repr(value)))


def _check(name: str, day: int, modifiers: Mapping[str, Floats]) -> None:
    for what, values in modifiers.items():
        if not np.isfinite(values).all() or (not what.endswith("resolve_shift") and not (values > 0.0).all()):
            raise PluginError(message("mechanism {name}, day {day}: {what} must be finite, and a factor above zero.", name=name,
                                      day=day, what=what))
