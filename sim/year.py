"""THE MAIN LOOP: a run is a sequence of days, each with a morning, a day and a night.

`Life.live` reads as a list of steps. Events within a day belong to an engine; everything else happens once a day, here, in
array code from `sim.model`.
"""

from collections.abc import Callable

from sim.model import end_of_day
from sim.model.arrivals_today import Callers
from sim.model.contact.channels import can_take, n_mails_open, over_a_closed_day
from sim.model.customer import customers, expectations, follow_up, loyalty, word_of_mouth
from sim.model.customer.word_of_mouth import Talk
from sim.model.day import Carry, DayRecord, Floor, empty_carry
from sim.model.day_parameters import DayParameters, day_parameters
from sim.model.demand import arrivals, incidents, root_causes
from sim.model.demand.contact_propensity import Appetite
from sim.model.demand.mass_communication import Mails
from sim.model.finance.ledger import Books, Keeper
from sim.model.finance.revenue import Positions
from sim.model.workforce import leadership, roster, staffing
from sim.model.workforce.agents import staff_rules
from sim.model.workforce.work_pressure import Pace
from sim.params import Params, Run
from sim.random.philox import seed_of
from sim.schema import Due, Record

Engine = Callable[[DayParameters, Floor, Due, Carry, int], DayRecord]


def engine_of(run: Run) -> Engine:
    """The engine selected by a run: SimPy (the readable specification) or compiled (the fast equivalent)."""
    if run.engine == "simpy":
        from sim.engine import simpy_day  # late import: only one of the two is needed

        return simpy_day.live_day
    from sim.engine import compiled_day

    return compiled_day.CompiledEngine().live_day


def live(params: Params, run: Run, replication: int, keep: Keeper | None = None) -> Record:
    """Run warm-up and horizon of one replication.

    Args:
        params: the centre.
        run: horizon, warm-up, seed, engine, and how much to record.
        replication: index of the replication; equal indices in two scenarios mean the same customers and random numbers.
        keep: takes each day's contacts and agent days, so that memory does not grow with the horizon; None collects them in
            the record, if the run asks for a full one.

    Returns:
        Daily sums, and contacts, agent days and customers of a full record.

    Raises:
        QueueTooLong: the queue grew past `centre.longest_queue`.
    """
    return Life(params, run, replication, keep).live()


class Life:
    """A run of one centre: its state, and the steps of each day."""

    def __init__(self, params: Params, run: Run, replication: int, keep: Keeper | None = None) -> None:
        self.params, self.run = params, run
        self.seed = seed_of(run.seed, replication)
        self.n_days = run.warm_up_days + run.horizon_days
        self.rules = day_parameters(params, self.seed)
        self.needs = arrivals.needs(params, self.seed)
        self.calendar = roster.calendar(params, self.n_days + roster.LONGEST_CLOSURE_DAYS)
        self.busyness = arrivals.busyness(self.needs, self.n_days)
        self.causes = root_causes.at_the_start(params, self.seed)
        self.mails, self.pace, self.positions = Mails(params), Pace(params), Positions(params)
        self.staff_rules = staff_rules(params, self.seed)
        self.roster_rules = roster.roster_rules(params, self.seed)
        self.can_take = can_take(params)
        self.people = staffing.at_the_start(params, self.staff_rules)
        self.base = customers.first_customers(params, self.seed, self.n_days)
        self.talk = word_of_mouth.usual_talk(params)
        self.diary = follow_up.new_diary(params, self.seed, self.calendar, self.n_days)
        self.world = end_of_day.world(params, self.seed, self.base, self.diary, self.causes, self.talk)
        self.callers = Callers(
            self.needs, self.causes, Appetite(params, self.seed), self.base, self.diary, incidents.what(params),
            incidents.days_with_incidents(params, self.seed, self.calendar, self.n_days))
        self.engine = engine_of(run)
        self.carry = empty_carry(len(params.workforce.groups))
        self.n_case_ids = self.n_contact_ids = self.n_open_cases = 0
        self.fires_h = 0.0
        self.leading = leadership.leading(params, self.fires_h)
        self.books = Books(params, run, keep)

    def live(self) -> Record:
        """Run all days."""
        for day in range(self.n_days):
            self.books.open_day(day)
            if self.calendar.is_open[day]:
                floor = self.morning(day)
                self.rules = self.rules.replaced(pace_share=self.pace.pace)
                due = self.who_comes(day)
                record = self.engine(self.rules, floor, due, self.carry, self.n_contact_ids)
                self.evening(day, record)
            elif self.carry.stage.size:
                self.carry = over_a_closed_day(self.carry)
            self.night(day)
        return self._record()

    def morning(self, day: int) -> Floor:
        """Agents at work today: their state and their roster; holidays and leave are planned, illness is not."""
        self.leading = leadership.leading(self.params, self.fires_h)
        weekday, busyness = int(self.calendar.weekday[day]), float(self.busyness[day])
        leave = roster.leave_factor(self.roster_rules.shape[0], day, busyness * self.params.demand.weekday_factors[weekday])
        team = staffing.morning(self.staff_rules, self.people, day, self.leading.coaching_h, self.carry.agent_id, leave)
        plan = roster.plan_day(
            self.roster_rules, weekday, day, busyness - 1.0, team.agent_id, team.group, team.expected, team.available)
        self.books.enter(n_ill=float(team.n_ill), coaching_h=self.leading.coaching_h, strategic_h=self.leading.strategic_h)
        return Floor(
            day=day, agent_id=team.agent_id, group=team.group, available=team.available, speed=team.speed,
            resolve_shift=team.resolve_shift, manner_sd=team.manner_sd, strain=team.strain,
            can_take=self.can_take, planned=self.roster_rules.by_plan,
            block_agent=plan.block_agent, block_from_s=plan.block_from_s, block_until_s=plan.block_until_s,
            plan_at_s=plan.plan_at_s, plan_group=plan.plan_group, plan_n=plan.plan_n,
            attitude=self.base.attitude[:self.base.n_known])

    def who_comes(self, day: int) -> Due:
        """Contacts due today: new cases and follow-ups; customers who have left make none."""
        stirred, tips_share = self.mails.morning(day)
        busyness = float(self.busyness[day]) * stirred
        cumulated = arrivals.cumulated_needs(self.needs, day, int(self.calendar.weekday[day]), busyness)
        today = self.callers.of_day(day, cumulated, tips_share, self.n_case_ids)
        self.n_case_ids += today.n_new
        self.n_open_cases += today.n_new - today.n_void
        self.books.enter(n_born=float(today.n_new), n_void=float(today.n_void), n_of_incidents=float(today.n_of_incident))
        return today.due

    def evening(self, day: int, record: DayRecord) -> None:
        """Effects of the day on customers and agents, and follow-ups on later days."""
        contacts = record.contacts
        customers.expect(self.base, self.params, expectations.expectation_gap(self.params, day))
        end_of_day.evening(self.world, contacts, record.due, record.agents, day, self.books.line)
        agents = staffing.evening(self.staff_rules, self.people, record.agents, day)
        fires_h = leadership.fires_h(self.params, record.leader_busy_s, self.books.today("n_ill"))
        self.fires_h = leadership.smoothed_h(self.fires_h, fires_h)
        self.carry, self.n_contact_ids = record.carry, record.n_contact_ids
        self.books.enter_costs_of_talks(contacts)
        self.books.enter(pace=self.pace.pace, norm=self.pace.norm)
        today = self.books.today
        self.pace.evening(today("busy_s"), today("wait_in_line_s"), today("on_duty_s") - today("break_s"))
        self.n_open_cases -= int(self.books.today("n_solved") + self.books.today("n_given_up"))
        self.books.enter(leader_busy_s=record.leader_busy_s, queue_peak=float(record.queue_peak),
                         mail_backlog=float(n_mails_open(record.carry)))
        self.books.note_for_bonus(contacts, self.people.size)
        handed_over = record.carry.contacts.contact_id
        self.books.keep(contacts, agents, int(handed_over[0]) if handed_over.size else record.n_contact_ids)

    def night(self, day: int) -> None:
        """Customers leave and join, agents quit and are hired, causes are investigated, and the day's money is recorded."""
        params, base, people = self.params, self.base, self.people
        if self.calendar.is_work_day[day]:
            planned_h = params.root_causes.chase_h_per_week / root_causes.WORK_DAYS_PER_WEEK
            chase_h = root_causes.chase(self.causes, day, planned_h * leadership.unstarved_share(params, self.leading))
            self.books.enter(chase_h=chase_h, n_causes_fixed=float(self.causes.n_fixed(day)))
        tonight = staffing.night(self.staff_rules, people, day, self.leading.coaching_h)
        self.books.enter_people(tonight, bool(self.calendar.is_work_day[day]))
        filled = self.positions.filled_again(tonight.quits)
        if filled.size:
            starts = float(day + 1 + self.staff_rules["vacancy_days"][0])
            new = staffing.hired(self.staff_rules, people.size, people["group"][filled], starts)
            self.people = staffing.added(people, new)
        self.books.enter(n_quits=float(tonight.quits.size), leaver_dkk=tonight.quits.size * params.costs.leaver_dkk)
        self.farewells_and_arrivals(day)
        self.positions.night(day, self.books.today("margin_dkk"))
        if self.books.bonus_is_due():
            self.books.pay_bonus(people, customers.nps(base))

    def farewells_and_arrivals(self, day: int) -> None:
        """Customers leave and join: a constant rate changed by word of mouth; their margin is recorded."""
        params, talk = self.params, self.talk
        has_churn, n_joining, heard, exposed_share = params.mechanisms.churn and self.base.n_known > 0, 0, 0.0, 0.0
        if has_churn and talk is not None:
            extra = talk.extra_joins
            exposed_share = self.what_was_told(talk, day)
            heard = word_of_mouth.newcomers_shift(talk, params)
            n_joining = customers.n_joining(params, day, extra, talk.extra_joins)
        elif has_churn:
            n_joining = customers.n_joining(params, day)
        end_of_day.night(self.world, self.books.line, day, has_churn, n_joining, heard, exposed_share,
                         word_of_mouth.public_shift(params), loyalty.offer_is_tonight(params, day))

    def what_was_told(self, talk: Talk, day: int) -> float:
        """Share of our customers who see a viral case tonight; the day's word of mouth is added to the reputation."""
        today = self.books.today
        views = today("viral_views") + word_of_mouth.planned_views(self.params, day)
        lost, exposed_share = word_of_mouth.remember(talk, self.params, today("n_good_tellings"), today("n_bad_tellings"), views)
        self.books.enter(viral_views=views, joins_lost=lost)
        return exposed_share if self.params.mechanisms.attitude else 0.0

    def _record(self) -> Record:
        is_full = self.run.record == "full"
        return Record(
            days=self.books.days, warm_up_days=self.run.warm_up_days, contacts=self.books.all_contacts(),
            agent_days=self.books.all_agent_days(), open_cases=self.n_open_cases,
            customers=customers.table(self.base) if is_full else None)
