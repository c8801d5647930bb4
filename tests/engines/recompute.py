"""Every conversation of a run, recomputed in plain Python from the documented formulas and the named random numbers.

Written from docs/guides/mechanisms and the meanings of the parameters, without the rules in `sim.model`. It uses the parameters,
the workforce of each day and the record, and `errors` names each difference in the record. The two engines run the same rules, so
that their agreement does not test those; this does.

Where a transfer hides the first agent, one of those at work must explain the whole row. How long an agent has talked since the
last break is known but for where breaks fell: it must go on from the last conversation, or begin at nothing.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from scipy.special import gammaincinv, ndtri

from sim.mechanisms import STREAMS
from sim.model.day import DayRecord, WorkforceToday
from sim.params import ContactType, Params
from sim.random import philox
from sim.random.distributions import EXACTLY, EXPONENTIAL, LOGNORMAL, UNIFORM, DurationDistribution
from sim.schema import Channel, Contacts, Decision, Ego, FollowUp, Opening, Outcome, Severity

DAY_S = 86_400.0
INCIDENT_GENERATION, GENERATION_BITS = 1001, 52
NEVER_AGAIN = 1 << 40


class Today(NamedTuple):
    """Input of a day: the workforce, and the share of the needed time that agents give."""

    workforce: WorkforceToday
    time_given: float


class Agent(NamedTuple):
    """An agent's state on a day."""

    agent_id: int
    speed: float
    resolve_shift: float
    manner_sd: float
    strain: float


class Talk(NamedTuple):
    """The expected values of one conversation with one agent; `manner_sd` without fatigue."""

    needs_transfer: bool
    opening: int
    ego: int
    played: bool
    decision: int
    misused: bool
    wow: bool
    what_else: bool
    cut_short: bool
    needed_s: float
    given_s: float
    manner_sd: float
    solve_prob: float
    done_s: float
    wrap_s: float
    team_leader_s: float


class _Tired(NamedTuple):
    """What an agent may have talked since the last break, when a conversation begins; one for each number of chats that fits."""

    begins_s: float
    contact: tuple[int, int]       # day and id
    so_far_s: float
    more_s: float


class _Case:
    """State of a case for its next contact: the conversations so far, and the work done."""

    def __init__(self) -> None:
        self.n_conversations, self.done_s = 0, 0.0


def errors(params: Params, run_seed: int, replication: int, today: Sequence[Today], days: Sequence[DayRecord]) -> list[str]:
    """One line per contact with other values than expected; none if all agree."""
    return _Check(params, philox.seed_of(run_seed, replication), today, days).lines


def what_there_was(days: Sequence[DayRecord]) -> Counter[str]:
    """Number of occurrences in a record of each outcome that the check should cover."""
    seen: Counter[str] = Counter()
    for day in days:
        done = day.contacts
        for name in ("answered", "solved", "transferred", "cut_short", "what_else", "misused", "rude", "played", "wow", "late"):
            seen[name] += int(getattr(done, name).sum())
        for name, words in (("decision", Decision), ("ego", Ego), ("opening", Opening), ("severity", Severity),
                            ("channel", Channel)):
            for word in words:
                seen[word.name] += int((getattr(done, name)[done.answered] == word).sum())
        for word in FollowUp:
            seen[word.name] += int((done.follow_up == word).sum())
        seen["second conversations"] += int((done.nth_conversation > 1).sum())
    return seen


class _Check:
    """A run's contacts, case by case."""

    def __init__(self, params: Params, seed: int, today: Sequence[Today], days: Sequence[DayRecord]) -> None:
        self.params, self.seed, self.today, self.days = params, seed, today, days
        self.on, self.contact_types = params.mechanisms, list(params.contact_types.values())
        self.names = list(params.contact_types)
        self.plays = {play.contact_type: play for play in params.plays.values()} if self.on.plays else {}
        self.day_of = {one.workforce.day: at for at, one in enumerate(today)}
        self.due = {(key, nth): row for day in days for key, nth, row in _due_rows(day)}
        self.talked: dict[int, list[_Tired]] = {}      # by agent
        self.lines: list[str] = []
        cases: dict[int, list[Any]] = {}
        for day in days:
            for row in _rows(day.contacts):
                cases.setdefault(row.case_key, []).append(row)
        for rows in cases.values():
            case = _Case()
            for row in sorted(rows, key=lambda row: row.nth_contact):
                self.lines += [f"contact {row.contact_id} of day {row.day}: {word}" for word in self._contact(case, row)]
                case.n_conversations += row.answered
        self.lines += list(self._fatigue())

    def u(self, stream: str, key: int, nth: int) -> float:
        return philox.uniform(self.seed, STREAMS[stream].number, key, nth)

    # --- a contact -----------------------------------------------------------------------------------------------------

    def _contact(self, case: _Case, row: Any) -> Iterator[str]:
        ways, channel = self.params.channels, Channel.PHONE
        if row.nth_contact == 1 and self.on.channels:
            u = self.u("CHANNEL", row.case_key, 0)
            channel = (Channel.EMAIL if u < ways.email_share else Channel.CHAT if u < ways.email_share + ways.chat_share
                       else Channel.PHONE)
        if row.channel != channel:
            yield f"channel {row.channel}, not {channel}"
            return
        if row.answered and row.channel == Channel.EMAIL and row.answered_at_s < DAY_S:
            late = row.answered_at_s > row.arrived_at_s + ways.email_promise_h * 3600.0
            if row.late != late:
                yield f"late {row.late}, not {late}"
        follow_up = FollowUp.NOTHING
        if row.answered:
            found = self._explained(case, row)
            if isinstance(found, str):
                yield found
                return
            conversations, agents, numbers = found
            u = self.u("SOLVED", row.case_key, 16 * row.nth_conversation + len(conversations) - 1)
            probs = {n: conversations[-1].solve_prob * self.params.channels.chat_busy_resolve_factor ** (n - 1) for n in numbers}
            fits = [n for n, prob in probs.items()
                    if row.solved == (row.outcome == Outcome.ANSWERED and u < min(prob, 1.0))]
            if not fits:
                yield f"solved {row.solved}, not {not row.solved}, at a chance of {list(probs.values())}"
            self._remember_fatigue(row, conversations, agents[-1], fits or numbers)
            case.done_s = conversations[0].done_s
            follow_up = FollowUp.NOTHING if row.solved else self._repeats(case, row)
        if row.outcome != Outcome.ANSWERED:
            follow_up = self._redials(case, row)
        if row.follow_up != follow_up:
            yield f"follows {FollowUp(row.follow_up).name}, not {follow_up.name}"
        elif follow_up in (FollowUp.REDIAL, FollowUp.REPEAT):
            yield from self._comes_again(case, row)

    def _explained(self, case: _Case, row: Any) -> str | tuple[list[Talk], list[Agent], list[int]]:
        """The conversations of a row, who held them, and how many chats the agent may then have had; or what no agent explains.

        Two numbers of chats explain the same row where an agent writes as fast with one as with another.
        """
        if row.nth_conversation != case.n_conversations + 1:
            return f"conversation {row.nth_conversation} of the case, not {case.n_conversations + 1}"
        rude, severity = self._traits(row)
        if (row.rude, row.severity) != (rude, severity):
            return f"rude {row.rude} and severity {row.severity}, not {rude} and {severity}"
        word = "nobody at work explains it"
        for first_day, last_day in product(self._working_days(row, row.answered_at_s), self._working_days(row, row.ended_at_s)):
            word = self._explained_by(case, row, first_day, last_day)
            if not isinstance(word, str):
                break
        return word

    def _working_days(self, row: Any, at_s: float) -> list[int]:
        """The days to which an instant of a contact may belong.

        A centre round the clock begins a new day at midnight. One that closes serves out past midnight on the same day; only an
        email, which waits for a later day, leaves open on which one.
        """
        days_later = int(at_s // DAY_S)
        if self.params.centre.at_closing == "carry_over":
            return [row.day + days_later]
        if row.channel != Channel.EMAIL:
            return [row.day]
        return [row.day + days_later, *([row.day + days_later - 1] if days_later else [])]

    def _explained_by(
            self, case: _Case, row: Any, first_day: int, last_day: int) -> str | tuple[list[Talk], list[Agent], list[int]]:
        """As `_explained`, answered on the one day and ended on the other."""
        last = [agent for day in range(first_day, (last_day if row.transferred else first_day) + 1)
                for agent in self._agents(day) if agent.agent_id == row.agent_id]
        word = "nobody at work explains it"
        for n_tiers in range(1, 2 + len(self.contact_types)) if row.transferred else [1]:
            ways = ((agents, speeds) for agents in product(*[self._agents(first_day)] * (n_tiers - 1), last)
                    for speeds in product(*(self._wrap_speeds(agent, first_day, last_day) for agent in agents)))
            for agents, speeds in ways:
                conversations = self._talks(case, row, first_day, list(agents), list(speeds))
                if conversations is None:
                    continue
                most = self.params.channels.chat_max if row.channel == Channel.CHAT else 1
                words = {n_chats: self._differs(row, conversations, n_chats)
                         for n_chats in product(range(1, most + 1), repeat=len(conversations))}
                if numbers := {n_chats[-1] for n_chats, word in words.items() if not word}:
                    return conversations, list(agents), sorted(numbers)
                word = list(words.values())[-1]
        return word

    def _wrap_speeds(self, agent: Agent, first_day: int, last_day: int) -> list[float]:
        """The speeds that an agent may have when after-call work begins: of the day, or of a later one."""
        later = (other.speed for day in range(first_day + 1, last_day + 1) for other in self._agents(day)
                 if other.agent_id == agent.agent_id)
        return list(dict.fromkeys([agent.speed, *later]))

    def _talks(self, case: _Case, row: Any, day: int, agents: list[Agent], wrap_speeds: list[float]) -> list[Talk] | None:
        """One conversation after the other; None if there cannot have been so many."""
        conversations, contact_type = [], row.contact_type
        for tier, agent in enumerate(agents):
            if tier and not conversations[-1].needs_transfer:
                return None
            conversations.append(self._talk(case, row, day, contact_type, tier, agent, wrap_speeds[tier]))
            if conversations[-1].needs_transfer:
                contact_type = self.names.index(str(self.contact_types[contact_type].transfer_to))
        return conversations if conversations[-1].needs_transfer == (row.outcome != Outcome.ANSWERED) else None

    def _differs(self, row: Any, conversations: list[Talk], n_chats: tuple[int, ...]) -> str:
        """Differences of the record from the expected values, with so many chats in each conversation; empty if none."""
        last = conversations[-1]
        # Next steps once given stay given, unless a later conversation is cut short.
        what_else = False
        for conversation in conversations:
            what_else = (what_else or conversation.what_else) and not conversation.cut_short
        should = {"opening": last.opening, "ego": last.ego, "played": last.played, "decision": last.decision,
                  "misused": last.misused, "wow": last.wow, "what_else": what_else,
                  "cut_short": any(conversation.cut_short for conversation in conversations)}
        for name, value in should.items():
            if getattr(row, name) != value:
                return f"{name} {getattr(row, name)}, not {value}"
        rates = {1: 1.0, 2: self.params.channels.chat_work_rate_2, 3: self.params.channels.chat_work_rate_3}
        lasts_s = sum(conversation.given_s * n / rates[n] for conversation, n in zip(conversations, n_chats, strict=True))
        seconds = {"talk_s": sum(conversation.given_s for conversation in conversations),
                   "needed_s": sum(conversation.needed_s for conversation in conversations)}
        if row.outcome == Outcome.ANSWERED:
            held_s = lasts_s + row.transfer_wait_s + row.team_leader_wait_s + last.team_leader_s
            seconds["ended_at_s"] = row.answered_at_s + held_s
        if row.channel != Channel.CHAT:
            seconds["handle_s"] = (lasts_s + row.team_leader_wait_s + last.team_leader_s * (row.outcome == Outcome.ANSWERED)
                                   + sum(conversation.wrap_s for conversation in conversations))
        elif not 0.0 <= row.handle_s <= row.ended_at_s - row.answered_at_s + 1e-6:
            return f"handle_s {row.handle_s}: more than the chat lasted"
        for name, value in seconds.items():
            if not _near(getattr(row, name), value):
                return f"{name} {getattr(row, name)}, not {value}"
        manner_sd = last.manner_sd + (n_chats[-1] - 1) * self.params.channels.chat_busy_manner_sd
        tired_sd = row.manner_sd - manner_sd
        per_s = self._fatigue_sd_per_s
        if not _near(row.manner_sd, manner_sd) and (per_s == 0.0 or tired_sd / per_s < 0.0):
            return f"manner_sd {row.manner_sd}, not {manner_sd}"
        return ""

    # --- a conversation ------------------------------------------------------------------------------------------------

    def _traits(self, row: Any) -> tuple[bool, int]:
        """Whether the customer is rude, and the severity of the company's failure."""
        rude = self.u("RUDE", row.case_key, 0) < self.params.manners.rude_share * self.on.ego
        contact_type, u = self.contact_types[row.contact_type], self.u("OUR_FAILURE", row.case_key, 0)
        prob = 1.0 if row.case_key >> GENERATION_BITS == INCIDENT_GENERATION else contact_type.failure_prob
        if not self.on.recovery or u >= prob:
            return rude, Severity.NO_FAILURE
        if u < prob * contact_type.serious_share:
            return rude, Severity.SERIOUS
        is_small = u < prob * (contact_type.serious_share + (1.0 - contact_type.serious_share) * contact_type.small_share)
        return rude, Severity.SMALL if is_small else Severity.MEDIUM

    def _talk(self, case: _Case, row: Any, day: int, contact_type_at: int, tier: int, agent: Agent, wrap_speed: float) -> Talk:
        params, on, contact_type = self.params, self.on, self.contact_types[contact_type_at]
        conversation, manners, authority = params.conversation, params.manners, params.authority
        key, nth = row.case_key, 16 * row.nth_conversation + tier
        by_phone, is_repeat = row.channel == Channel.PHONE, case.n_conversations > 0
        redrawn = conversation.need_on_repeat == "redrawn" or tier > 0
        is_email = row.channel == Channel.EMAIL
        need_distribution = params.channels.email_handle_distribution if is_email else contact_type.talk_distribution
        need_s = quantile(need_distribution, self.u("NEED", key, nth if redrawn else 0))
        keeps = is_repeat and not redrawn
        left_s = conversation.restart_s + need_s - conversation.retained_work_share * min(case.done_s,
                                                                                          need_s) if keeps else need_s
        needs_transfer = contact_type.transfer_to is not None and self.u("TRANSFERRED", key,
                                                                         nth) < contact_type.transfer_prob
        own_sd = agent.manner_sd + manners.service_course_sd * on.ego
        strained_sd = agent.strain * conversation.load_manner_sd * on.energy
        opening = self._opening(own_sd + strained_sd, self.u("OPENING_PHRASE", key, nth))
        ego = Ego.CALM if needs_transfer else self._ego(row.rude, is_repeat, own_sd, agent.strain, key, nth)
        helps = ego == Ego.CALM
        may_play = row.severity and helps and not needs_transfer and tier == 0
        play = self.plays.get(self.names[contact_type_at]) if may_play else None
        decision = self._decision(contact_type, key,
                                  nth) if helps and not needs_transfer and play is None else Decision.NOT_NEEDED
        question = params.questions
        opened = helps and on.questions and self.u("OPENED", key, nth) < question.open_share
        wow = helps and on.wow and self.u("SMALL_EXTRA", key, nth) < params.wow.share
        factors = [
            question.open_talk_factor if opened else 1.0, 1.0 if helps else manners.cold_talk_factor,
            1.0 if is_repeat else self._help_factor(key),
            authority.decision_talk_factor if decision == Decision.BY_AGENT else 1.0,
            params.wow.talk_factor if wow else 1.0, 1.0 if play is None else play.talk_factor,
            params.channels.chat_talk_factor if row.channel == Channel.CHAT else 1.0,
            (1.0 + row.wait_s / 60.0) ** conversation.wait_elasticity if by_phone else 1.0]
        needed_s = left_s * agent.speed * math.prod(factors)
        cap_s = conversation.aht_cap_s if by_phone and on.aht_cap and conversation.aht_cap_s is not None else math.inf
        what_else = (helps and on.next_issue and needed_s * question.what_else_talk_factor <= cap_s
                     and self.u("WHAT_ELSE", key, nth) < question.what_else_share)
        needed_s *= question.what_else_talk_factor if what_else else 1.0
        sees_clock = conversation.clock_visible and on.aht_cap and conversation.aht_cap_s is not None
        given_s = self._given_s(needed_s, cap_s, sees_clock, key, nth)
        cut_short = given_s < needed_s
        given_s = min(given_s, self.today[self.day_of[day]].time_given * needed_s)
        tense = sees_clock and given_s > conversation.tense_from_share * cap_s
        first = params.first_impression
        manner_sd = own_sd + strained_sd + sum((
            conversation.tense_manner_sd * tense, question.open_manner_sd * opened,
            first.good_manner_sd * (opening == Opening.GOOD),
            first.accusing_manner_sd * (opening == Opening.ACCUSING), manners.cold_manner_sd * (not helps),
            0.0 if play is None else play.manner_sd))
        full = play.solve_prob if play is not None else self._full_prob(decision, contact_type, row.channel)
        full *= {Ego.CALM: 1.0, Ego.NO_HELP: manners.no_help_factor, Ego.ESCALATED_EARLY: 0.0}[ego]
        full *= conversation.later_resolve_factor if is_repeat else 1.0
        enough_s = (1.0 - conversation.slack_share) * needed_s
        share = 1.0 if given_s >= enough_s else given_s / enough_s
        prob = min(1.0,
                   max(0.0, full + agent.resolve_shift + question.open_resolve_gain * opened)) * share ** conversation.steepness
        worked_s = left_s * (0.0 if not helps else min(1.0, given_s / needed_s) if needed_s
                             else 1.0) - conversation.restart_s * keeps
        misuse_prob = authority.misuse_trained_prob if authority.agents_trained else authority.misuse_untrained_prob
        return Talk(
            needs_transfer, opening, ego, play is not None, decision,
            decision == Decision.BY_AGENT and self.u("MISUSED", key, nth) < misuse_prob,
            wow and not cut_short, what_else and not cut_short, cut_short, needed_s, given_s, manner_sd,
            prob if full > 0.0 else 0.0, min(need_s, case.done_s + max(worked_s, 0.0)),
            self._wrap_s(contact_type, row, needs_transfer, wrap_speed, nth),
            quantile(authority.team_leader_distribution, self.u("TEAM_LEADER_TIME", key, nth)) if decision
            == Decision.BY_TEAM_LEADER else 0.0)

    def _opening(self, manner_sd: float, u: float) -> int:
        first = self.params.first_impression
        better = first.share_per_sd * manner_sd
        if not self.on.first_impression:
            return Opening.NEUTRAL
        if u < first.accusing_share - better:
            return Opening.ACCUSING
        return Opening.GOOD if u >= 1.0 - (first.good_share + better) else Opening.NEUTRAL

    def _ego(self, rude: bool, is_repeat: bool, manner_sd: float, strain: float, key: int, nth: int) -> Ego:
        manners = self.params.manners
        odds = manners.rude_odds if rude else manners.repeat_odds * is_repeat * self.on.ego
        odds *= math.exp(manners.strain_log_odds * strain - manners.manner_log_odds * manner_sd)
        if self.u("TAKES_PERSONALLY", key, nth) >= odds / (1.0 + odds):
            return Ego.CALM
        return Ego.ESCALATED_EARLY if self.u("ESCALATES_EARLY", key, nth) < manners.early_escalation_share else Ego.NO_HELP

    def _decision(self, contact_type: ContactType, key: int, nth: int) -> Decision:
        authority, lead = self.params.authority, self.params.leadership
        needed_prob = contact_type.decision_prob * authority.n_rules / authority.n_rules_usual * self.on.rules
        if self.u("DECISION_NEEDED", key, 0) >= needed_prob:
            return Decision.NOT_NEEDED
        if self.on.empowerment and self.u("WITHIN_AUTHORITY", key, nth) < authority.authority_share:
            return Decision.BY_AGENT
        u = self.u("ESCALATES_OR_REFUSED", key, nth)
        if u < authority.escalate_prob:
            return Decision.BY_TEAM_LEADER if lead.n_team_leaders > 0.0 or lead.n_managers else Decision.REFUSED
        return Decision.REFUSED if u < authority.escalate_prob + authority.refuse_prob else Decision.WORKAROUND

    def _full_prob(self, decision: Decision, contact_type: ContactType, channel: int) -> float:
        ways, authority = self.params.channels, self.params.authority
        factor = {Channel.PHONE: 1.0, Channel.EMAIL: ways.email_resolve_factor, Channel.CHAT: ways.chat_resolve_factor}
        return {Decision.NOT_NEEDED: min(contact_type.resolve_prob * factor[Channel(channel)], 1.0),
                Decision.BY_AGENT: authority.agent_decision_solve_prob, Decision.BY_TEAM_LEADER: authority.team_leader_solve_prob,
                Decision.REFUSED: 0.0, Decision.WORKAROUND: 1.0}[decision]

    def _help_factor(self, key: int) -> float:
        """Relative to the usual mix of customers for whom self-service has failed and others."""
        demand = self.params.demand
        usual = demand.failed_help_usual_share
        tried = self.on.self_service and self.u("HELP_TRIED", key, 0) < demand.self_service_try_prob
        return (demand.failed_help_talk_factor if tried else 1.0) / (usual * demand.failed_help_talk_factor + 1.0 - usual)

    def _given_s(self, needed_s: float, cap_s: float, sees_clock: bool, key: int, nth: int) -> float:
        conversation, costs = self.params.conversation, self.params.costs
        pays_for_speed = self.on.bonus and costs.bonus_on == "aht" and costs.bonus_per_month > 0
        if pays_for_speed and self.u("GAMED", key, nth) < conversation.gaming_prob:
            return min(needed_s, conversation.gaming_talk_s)
        if needed_s <= cap_s or self.u("ENFORCED", key, nth) >= conversation.cap_enforcement:
            return needed_s
        rest = (1.0 - conversation.tense_from_share) * math.sqrt(self.u("CAP_CONVERGENCE", key, nth))
        return cap_s * (conversation.tense_from_share + rest) if sees_clock else cap_s

    def _wrap_s(self, contact_type: ContactType, row: Any, needs_transfer: bool, speed: float, nth: int) -> float:
        causes, by_phone = self.params.root_causes, row.channel == Channel.PHONE
        work_s = quantile(contact_type.wrap_distribution, self.u("WRAP", row.case_key, nth)) if by_phone else 0.0
        notes = (self.on.root_causes and not needs_transfer
                 and self.u("LOGGED", row.case_key, row.nth_conversation) < causes.log_share)
        return work_s * speed + self.params.conversation.time_thieves_s * self.on.time_thieves + causes.log_s * notes

    # --- follow-up --------------------------------------------------------------------------------------------------

    def _repeats(self, case: _Case, row: Any) -> FollowUp:
        repeats = self.params.repeats
        most = NEVER_AGAIN if repeats.max_repeats is None else repeats.max_repeats
        returns = self.on.repeats and self.u("RETURNS", row.case_key, row.nth_conversation) < repeats.return_prob
        return FollowUp.REPEAT if returns and case.n_conversations < most else FollowUp.GAVE_UP

    def _redials(self, case: _Case, row: Any) -> FollowUp:
        redial = self.params.redial
        if row.outcome == Outcome.SUPERSEDED:
            return FollowUp.REDIAL
        most = NEVER_AGAIN if redial.max_redials is None else redial.max_redials
        prob = redial.after_abandon_prob if row.outcome in (Outcome.ABANDONED, Outcome.BALKED) else redial.after_blocked_prob
        follow_ups = self.on.redials and self.u("REDIALS", row.case_key, row.nth_contact) < prob
        return FollowUp.REDIAL if follow_ups and row.nth_contact - 1 - case.n_conversations < most else FollowUp.GAVE_UP

    def _comes_again(self, case: _Case, row: Any) -> Iterator[str]:
        """A follow-up on a later day: its time, and the work done on its case."""
        due = self.due.get((row.case_key, row.nth_contact + 1))
        if due is None:
            return
        repeats, instant_s, n_days = self.params.repeats, row.ended_at_s + DAY_S * row.day, None
        if row.follow_up == FollowUp.REPEAT:
            when = self.u("RETURN_DAY", row.case_key, row.nth_conversation)
            shares = repeats.later_day_shares
            if not shares or when < repeats.same_day_share:
                instant_s += quantile(repeats.delay_distribution, self.u("REPEAT_DELAY", row.case_key, row.nth_conversation))
            else:
                later = (when - repeats.same_day_share) / (1.0 - repeats.same_day_share)
                n_days = 1 + int((np.cumsum(shares) / sum(shares) <= later).sum())
        elif row.outcome != Outcome.SUPERSEDED:
            instant_s += quantile(self.params.redial.delay_distribution, self.u("REDIAL_DELAY", row.case_key, row.nth_contact))
        if n_days is None:
            if not _near(DAY_S * due["day"] + due["at_s"], instant_s):
                yield f"the next contact is due at {due['at_s']} s of day {due['day']}, not at {instant_s} s of the run"
        elif not math.isnan(due["at_s"]) or due["day"] - n_days not in self._working_days(row, row.ended_at_s):
            yield f"the next contact is due at {due['at_s']} s of day {due['day']}, not {n_days} open days later"
        for name, value in {"n_conversations": case.n_conversations + row.answered, "done_s": case.done_s}.items():
            if not _near(due[name], value):
                yield f"the next contact's {name} is {due[name]}, not {value}"

    # --- agents --------------------------------------------------------------------------------------------------------

    def _agents(self, day: int) -> list[Agent]:
        workforce = self.today[self.day_of[day]].workforce if day in self.day_of else None
        if workforce is None:
            return []
        columns = (workforce.agent_id, workforce.speed, workforce.resolve_shift, workforce.manner_sd, workforce.strain)
        return [Agent(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]

    @property
    def _fatigue_sd_per_s(self) -> float:
        return self.params.conversation.fatigue_manner_sd_per_h / 3600.0 * self.on.energy

    def _remember_fatigue(self, row: Any, conversations: list[Talk], agent: Agent, numbers: Sequence[int]) -> None:
        """How long the agent may have talked since the last break, going by the manner; in a centre without transfers."""
        if self._fatigue_sd_per_s and not any(contact_type.transfer_to for contact_type in self.contact_types):
            for n_chats in numbers:
                rested_sd = conversations[-1].manner_sd + (n_chats - 1) * self.params.channels.chat_busy_manner_sd
                so_far_s = (row.manner_sd - rested_sd) / self._fatigue_sd_per_s
                more_s = conversations[-1].given_s + self.params.manners.rude_fatigue_s * row.rude
                self.talked.setdefault(agent.agent_id, []).append(
                    _Tired(DAY_S * row.day + row.answered_at_s, (row.day, row.contact_id), so_far_s, more_s))

    def _fatigue(self) -> Iterator[str]:
        """Each conversation adds its length, and a rude customer more, to what the agent has talked since the last break."""
        if not self.days:       # the run has stopped on its first day
            return
        open_at_last = {row.agent_id for row in _rows(self.days[-1].carry.contacts) if row.answered}
        for agent_id, left in self.talked.items():
            if agent_id in open_at_last:        # what goes on beside others is not known to its end
                continue
            so_far: list[float] = [0.0]      # what fits the conversations until now
            for begins_s in sorted({one.begins_s for one in left}):
                begin = Counter(tuple((one.so_far_s, one.more_s) for one in left if one.contact == contact)
                                for contact in {one.contact for one in left if one.begins_s == begins_s})
                if not (after := _after_s(so_far, begin)):
                    yield f"agent {agent_id} at {begins_s} s: tired of {list(begin)}, not of 0 s or of one of {so_far}"
                    return
                so_far = after


def _after_s(so_far: Sequence[float], begin: Counter[tuple[tuple[float, float], ...]]) -> list[float]:
    """What an agent may have talked after conversations that begin at one instant, in any order; empty if no order fits.

    Args:
        so_far: what the agent may have talked before them [s].
        begin: the number of conversations with each list of what was talked before and is added [s]; one pair of the list holds.
    """
    states: set[tuple[float, tuple[int, ...]]] = {(so_far_s, (0,) * len(begin)) for so_far_s in so_far}
    for _ in range(begin.total()):
        following: dict[tuple[float, tuple[int, ...]], tuple[float, tuple[int, ...]]] = {}
        for goes_on_s, done in states:
            for i, (pairs, n) in enumerate(begin.items()):
                for so_far_s, more_s in pairs if done[i] < n else ():
                    if min(abs(so_far_s), abs(so_far_s - goes_on_s)) <= 1e-4 * (1.0 + goes_on_s):
                        one = so_far_s + more_s, (*done[:i], done[i] + 1, *done[i + 1:])
                        following.setdefault((round(one[0], 6), one[1]), one)
        states = set(following.values())
    return [goes_on_s for goes_on_s, _ in states]


def quantile(distribution: DurationDistribution, u: float) -> float:
    """The duration [s] below which a share `u` of a distribution lies, component by component."""
    for code, p1, p2, _, low, high in distribution.rows:
        if u >= high:
            continue
        v = (u - low) / (high - low)
        if code == EXACTLY:
            return p1
        if code == EXPONENTIAL:
            return -p1 * math.log1p(-v)
        if code == LOGNORMAL:
            return p1 * math.exp(p2 * float(ndtri(v)) - 0.5 * p2 * p2)
        if code == UNIFORM:
            return p1 + (p2 - p1) * v
        return p1 / p2 * float(gammaincinv(p2, v))
    raise ValueError(f"{u} is no uniform")


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 + 1e-8 * abs(other)


class _Row:
    """A contact in the record."""

    def __init__(self, names: Sequence[str], values: Sequence[Any]) -> None:
        self.__dict__.update(zip(names, values, strict=True))


def _rows(contacts: Contacts) -> Iterator[Any]:
    for values in zip(*(column.tolist() for column in contacts), strict=True):
        yield _Row(Contacts._fields, values)


def _due_rows(day: DayRecord) -> Iterator[tuple[int, int, dict[str, float]]]:
    for values in zip(*(column.tolist() for column in day.due), strict=True):
        row = dict(zip(day.due._fields, values, strict=True))
        yield row["case_key"], row["nth_contact"], row
