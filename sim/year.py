"""THE MAIN LOOP: a run is a sequence of days, each with a morning, a day and a night.

`CentreRun.run_days` reads as a list of steps. Events within a day belong to an engine; everything else happens once a day, here,
in array code from `sim.model`.
"""

from collections.abc import Callable

from sim.model import end_of_day
from sim.model.arrivals_today import ArrivalsToday
from sim.model.contact.channels import CHAT, EMAIL, PHONE, can_take, carry_over_closed_day, n_open
from sim.model.customer import customers, expectations, follow_up, loyalty, word_of_mouth
from sim.model.customer.word_of_mouth import Reputation
from sim.model.day import Carry, DayRecord, Modifiers, TablesRecorder, WorkforceToday, empty_carry
from sim.model.day_parameters import DayParameters, day_parameters
from sim.model.demand import arrivals, incidents, root_causes
from sim.model.demand.contact_propensity import ContactPropensity
from sim.model.demand.mass_communication import MassEmails
from sim.model.finance.ledger import Ledger
from sim.model.finance.revenue import Positions
from sim.model.outside import OutsideMechanisms
from sim.model.workforce import leadership, roster, staffing
from sim.model.workforce.agents import staff_parameters
from sim.model.workforce.work_pressure import WorkRate
from sim.params import Params, Run
from sim.random.philox import seed_of
from sim.schema import Due, Record

Engine = Callable[[DayParameters, WorkforceToday, Due, Carry, int, Modifiers], DayRecord]


def engine_of(run: Run) -> Engine:
    """The engine selected by a run: SimPy (the readable specification) or compiled (the fast equivalent)."""
    if run.engine == "simpy":
        from sim.engine import simpy_day  # late import: only one of the two is needed

        return simpy_day.run_day
    from sim.engine import compiled_day

    return compiled_day.CompiledEngine().run_day


def run_days(params: Params, run: Run, replication: int, recorder: TablesRecorder | None = None) -> Record:
    """Run warm-up and horizon of one replication.

    Args:
        params: the centre.
        run: horizon, warm-up, seed, engine, and how much to record.
        replication: index of the replication; equal indices in two scenarios give the same customers and random numbers.
        recorder: takes each day's contacts and agent days, so that memory does not grow with the horizon; None collects them in
            the record, if the run asks for a full one.

    Returns:
        Daily sums, and contacts, agent days and customers of a full record.

    Raises:
        QueueTooLong: the queue grew past `centre.longest_queue`.
    """
    return CentreRun(params, run, replication, recorder).run_days()


class CentreRun:
    """A run of one centre: its state, and the steps of each day."""

    def __init__(self, params: Params, run: Run, replication: int, recorder: TablesRecorder | None = None) -> None:
        self.params, self.run = params, run
        self.seed = seed_of(run.seed, replication)
        self.n_days = run.warm_up_days + run.horizon_days
        self.day_params = day_parameters(params, self.seed)
        self.needs = arrivals.needs(params, self.seed)
        self.calendar = roster.calendar(params, self.n_days + roster.LONGEST_CLOSURE_DAYS)
        self.busyness = arrivals.busyness(self.needs, self.n_days)
        self.causes = root_causes.initial_state(params, self.seed)
        self.mass_emails, self.work_rate, self.positions = MassEmails(params), WorkRate(params), Positions(params)
        self.staff_parameters = staff_parameters(params, self.seed)
        self.roster_parameters = roster.roster_parameters(params, self.seed)
        self.can_take = can_take(params)
        self.people = staffing.initial_state(params, self.staff_parameters)
        self.base = customers.first_customers(params, self.seed, self.n_days)
        self.reputation = word_of_mouth.usual_reputation(params)
        self.follow_up_calendar = follow_up.new_follow_up_calendar(params, self.seed, self.calendar, self.n_days)
        self.end_of_day_state = end_of_day.end_of_day_state(params, self.seed, self.base, self.follow_up_calendar, self.causes,
                                                            self.reputation)
        self.arrivals_today = ArrivalsToday(
            self.needs, self.causes, ContactPropensity(params, self.seed), self.base, self.follow_up_calendar,
            incidents.what(params),
            incidents.days_with_incidents(params, self.seed, self.calendar, self.n_days))
        self.engine = engine_of(run)
        self.outside = OutsideMechanisms(params, self.seed, self.n_days)
        self.carry = empty_carry(len(params.workforce.groups))
        self.n_case_ids = self.n_contact_ids = self.n_open_cases = 0
        self.urgent_work_h = 0.0
        self.leadership_hours = leadership.leadership_hours(params, self.urgent_work_h)
        self.ledger = Ledger(params, run, recorder)

    def run_days(self) -> Record:
        """Run all days."""
        for day in range(self.n_days):
            self.ledger.open_day(day)
            if self.calendar.is_open[day]:
                workforce = self.morning(day)
                self.day_params = self.day_params.replaced(time_given_share=self.work_rate.time_given)
                due = self.arrivals_of_day(day)
                workforce, modifiers = self.outside.before_day(day, int(self.calendar.weekday[day]), workforce, due)
                record = self.engine(self.day_params, workforce, due, self.carry, self.n_contact_ids, modifiers)
                self.evening(day, record)
            elif self.carry.state.size:
                self.carry = carry_over_closed_day(self.carry)
            self.night(day)
        return self._record()

    def morning(self, day: int) -> WorkforceToday:
        """Agents at work today: their state and their roster; holidays and leave are planned, illness is not."""
        self.leadership_hours = leadership.leadership_hours(self.params, self.urgent_work_h)
        weekday, busyness = int(self.calendar.weekday[day]), float(self.busyness[day])
        leave = roster.leave_factor(self.roster_parameters.shape[0], day, busyness * self.params.demand.weekday_factors[weekday])
        team = staffing.morning(self.staff_parameters, self.people, day, self.leadership_hours.coaching_h, self.carry.agent_id,
                                leave)
        plan = roster.plan_day(
            self.roster_parameters, weekday, day, busyness - 1.0, team.agent_id, team.group, team.expected, team.available)
        self.ledger.record(n_ill=float(team.n_ill), coaching_h=self.leadership_hours.coaching_h,
                           strategic_h=self.leadership_hours.strategic_h)
        return WorkforceToday(
            day=day, agent_id=team.agent_id, group=team.group, available=team.available, speed=team.speed,
            resolve_shift=team.resolve_shift, manner_sd=team.manner_sd, strain=team.strain,
            can_take=self.can_take, planned=self.roster_parameters.by_plan,
            block_agent=plan.block_agent, block_from_s=plan.block_from_s, block_until_s=plan.block_until_s,
            plan_at_s=plan.plan_at_s, plan_group=plan.plan_group, plan_n=plan.plan_n,
            attitude=self.base.attitude[:self.base.n_known])

    def arrivals_of_day(self, day: int) -> Due:
        """Contacts due today: new cases and follow-ups; customers who have left make none."""
        need_spike_factor, answered_in_advance_share = self.mass_emails.morning(day)
        busyness = float(self.busyness[day]) * need_spike_factor
        cumulated = arrivals.cumulated_needs(self.needs, day, int(self.calendar.weekday[day]), busyness)
        today = self.arrivals_today.list_of(day, cumulated, answered_in_advance_share, self.n_case_ids)
        self.n_case_ids += today.n_new
        self.n_open_cases += today.n_new - today.n_cancelled_by_churn
        self.ledger.record(n_opened=float(today.n_new), n_cancelled_by_churn=float(today.n_cancelled_by_churn),
                           n_incident_cases=float(today.n_incident_cases_today))
        return today.due

    def evening(self, day: int, record: DayRecord) -> None:
        """Effects of the day on customers and agents, and follow-ups on later days."""
        contacts = record.contacts
        customers.set_expectations(self.base, self.params, expectations.expectation_gap(self.params, day))
        end_of_day.evening(self.end_of_day_state, contacts, record.due, record.agents, day, self.ledger.line)
        agents = staffing.evening(self.staff_parameters, self.people, record.agents, day)
        self.outside.after_day(day, int(self.calendar.weekday[day]), contacts, agents)
        urgent_work_h = leadership.urgent_work_h(self.params, record.team_leader_busy_s, self.ledger.today("n_ill"))
        self.urgent_work_h = leadership.smoothed_h(self.urgent_work_h, urgent_work_h)
        self.carry, self.n_contact_ids = record.carry, record.n_contact_ids
        self.ledger.enter_costs_of_conversations(contacts)
        today = self.ledger.today
        if today("on_duty_s") > 0.0 or today("n_contacts") > 0.0:      # an open day, see `sum_days`
            self.ledger.record(time_given=self.work_rate.time_given, service_standard=self.work_rate.service_standard)
        self.work_rate.evening(today("busy_s"), today("wait_in_line_s"), today("on_duty_s") - today("break_s"))
        self.n_open_cases -= int(self.ledger.today("n_solved") + self.ledger.today("n_given_up"))
        self.ledger.record(team_leader_busy_s=record.team_leader_busy_s, queue_peak=float(record.queue_peak),
                         n_calls_waiting=float(n_open(record.carry, PHONE)),
                         n_chats_waiting=float(n_open(record.carry, CHAT)),
                         email_backlog=float(n_open(record.carry, EMAIL)))
        self.ledger.note_for_bonus(contacts, self.people.size)
        handed_over = record.carry.contacts.contact_id
        self.ledger.keep(contacts, agents, int(handed_over[0]) if handed_over.size else record.n_contact_ids)

    def night(self, day: int) -> None:
        """Customers leave and join, agents quit and are hired, causes are investigated, and the day's money is recorded."""
        params, base, people = self.params, self.base, self.people
        if self.calendar.is_work_day[day]:
            planned_h = params.root_causes.investigation_h_per_week / root_causes.WORK_DAYS_PER_WEEK
            investigation_h = root_causes.investigate(self.causes, day,
                                                      planned_h * leadership.strategic_time_left_share(params,
                                                                                                       self.leadership_hours))
            self.ledger.record(investigation_h=investigation_h, n_causes_fixed=float(self.causes.n_fixed(day)))
        tonight = staffing.night(self.staff_parameters, people, day, self.leadership_hours.coaching_h)
        self.ledger.enter_people(tonight, bool(self.calendar.is_work_day[day]))
        filled = self.positions.refilled(tonight.quits)
        if filled.size:
            starts = float(day + 1 + self.staff_parameters["vacancy_days"][0])
            new = staffing.hired(self.staff_parameters, people.size, people["group"][filled], starts)
            self.people = staffing.with_new_agents(people, new)
        self.ledger.record(n_quits=float(tonight.quits.size), leaver_cost=tonight.quits.size * params.costs.leaver_cost)
        self.departures_and_joins(day)
        self.outside.overnight(day, int(self.calendar.weekday[day]), base)
        self.positions.night(day, self.ledger.today("margin"))
        if self.ledger.bonus_is_due():
            self.ledger.pay_bonus(people, customers.nps(base))

    def departures_and_joins(self, day: int) -> None:
        """Customers leave and join: a constant rate changed by word of mouth; their margin is recorded."""
        params, reputation = self.params, self.reputation
        has_churn, n_joining, reputation_shift, exposed_share = params.mechanisms.churn and self.base.n_known > 0, 0, 0.0, 0.0
        if has_churn and reputation is not None:
            extra = reputation.extra_joins
            exposed_share = self.word_of_mouth_of_day(reputation, day)
            reputation_shift = word_of_mouth.newcomers_attitude_shift(reputation, params)
            n_joining = customers.n_joining(params, day, extra, reputation.extra_joins)
        elif has_churn:
            n_joining = customers.n_joining(params, day)
        end_of_day.night(self.end_of_day_state, self.ledger.line, day, has_churn, n_joining, reputation_shift, exposed_share,
                         word_of_mouth.viral_shift(params), loyalty.competitor_offer_tonight(params, day))

    def word_of_mouth_of_day(self, reputation: Reputation, day: int) -> float:
        """Share of our customers who see a viral case tonight; the day's word of mouth is added to the reputation."""
        today = self.ledger.today
        views = today("viral_views") + word_of_mouth.planned_views(self.params, day)
        lost, exposed_share = word_of_mouth.update_reputation(reputation, self.params, today("n_positive_mentions"),
                                                              today("n_negative_mentions"), views)
        self.ledger.record(viral_views=views, joins_lost=lost)
        return exposed_share if self.params.mechanisms.attitude else 0.0

    def _record(self) -> Record:
        is_full = self.run.record == "full"
        return Record(
            days=self.ledger.days | self.outside.days, warm_up_days=self.run.warm_up_days, contacts=self.ledger.all_contacts(),
            agent_days=self.ledger.all_agent_days(), open_cases=self.n_open_cases,
            customers=customers.table(self.base) if is_full else None)
