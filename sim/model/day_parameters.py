"""From parameters to the rule book of a day.

A mechanism that is switched off becomes its neutral value here, once, so that no rule and no engine asks about switches.
"""

import math

import numpy as np

from sim.model.contact.service_recovery import plays_of_kinds
from sim.model.day import CLOSING, FIRST_COME, LONGEST_IDLE, NO_LIMIT, RANDOM_AGENT, REPEATS_FIRST, Rules
from sim.model.demand.self_service import talk_factors
from sim.model.workforce.leadership import n_desks
from sim.params import Params
from sim.random.distributions import Law, parse_law
from sim.random.sampling import table
from sim.schema import Floats
from sim.units import HOUR_S


def rule_book(params: Params, seed: int) -> Rules:
    """The numbers that a day needs, with every mechanism that is off at its neutral value."""
    on = params.mechanisms
    kinds = list(params.kinds.values())
    names = list(params.kinds)
    plays = plays_of_kinds(params)
    talk, question, authority, manners = params.conversation, params.questions, params.authority, params.manners
    wait = params.announcements
    announce_from_s, call_back_from_s = (math.inf if from_s is None or not on.managed_expectations else from_s
                                         for from_s in (wait.announce_from_s, wait.call_back_from_s))
    singles: list[Law] = [params.patience.law, params.redial.delay_law, params.repeats.delay_law, authority.leader_law,
                          params.channels.mail_handle_law, params.channels.chat_patience_law, parse_law(0)]
    laws, first = table(singles + [kind.talk_law for kind in kinds] + [kind.wrap_law for kind in kinds])
    per_kind = first[len(singles):].reshape(2, len(kinds))
    rules_factor = authority.n_rules / authority.n_rules_usual
    shares = np.asarray(params.repeats.later_day_shares, dtype=np.float64)
    desks = n_desks(params)
    failed_help_talk_factor, other_talk_factor = talk_factors(params)
    open_s = (params.centre.closes_h - params.centre.opens_h) * HOUR_S
    bonus_on_aht = on.bonus and params.costs.bonus_on == "aht" and params.costs.bonus_dkk_per_month > 0

    def floats(values: list[float]) -> Floats:
        return np.array(values, dtype=np.float64)

    return Rules(
        seed=seed,
        opens_s=params.centre.opens_h * HOUR_S,
        closes_s=params.centre.closes_h * HOUR_S,
        at_closing=CLOSING[params.centre.at_closing],
        n_lines=params.centre.n_lines or NO_LIMIT,
        longest_queue=params.centre.longest_queue,
        laws=laws,
        n_kinds=len(kinds),
        has_channels=False,
        talk_factor=np.ones(len(kinds)),
        queue_channel=np.zeros(len(kinds), dtype=np.int64),
        talk_law=per_kind[0].copy(),
        wrap_law=per_kind[1].copy(),
        patience_law=int(first[0]) if on.patience else -1,
        redial_law=int(first[1]),
        repeat_law=int(first[2]),
        leader_law=int(first[3]),
        mail_law=int(first[4]),
        chat_patience_law=int(first[5]) if on.patience else -1,
        no_time_law=int(first[6]),
        patience_factor=floats([kind.patience_factor for kind in kinds]),
        priority=np.array([kind.priority for kind in kinds], dtype=np.int64),
        resolve_prob=floats([kind.resolve_prob for kind in kinds]),
        decision_prob=floats([min(1.0, kind.decision_prob * rules_factor) * on.rules for kind in kinds]),
        failure_prob=floats([kind.failure_prob * on.recovery for kind in kinds]),
        serious_share=floats([kind.serious_share for kind in kinds]),
        small_share=floats([kind.small_share for kind in kinds]),
        play_solve_prob=floats([play.solve_prob if play else -1.0 for play in plays]),
        play_talk_factor=floats([play.talk_factor if play else 1.0 for play in plays]),
        play_manner_sd=floats([play.manner_sd if play else 0.0 for play in plays]),
        transfer_prob=floats([kind.transfer_prob if kind.transfer_to else 0.0 for kind in kinds]),
        transfer_to=np.array([names.index(kind.transfer_to) if kind.transfer_to else -1 for kind in kinds],
                             dtype=np.int64),
        balk_prob=params.patience.balk_prob * on.patience,
        patience_kept=params.patience.on_redial == "kept",
        attitude_elasticity=params.patience.attitude_elasticity * on.attitude,
        mail_share=0.0,
        chat_share=0.0,
        chat_most=params.channels.chat_most,
        chat_pace_2=params.channels.chat_pace_2,
        chat_pace_3=params.channels.chat_pace_3,
        chat_busy_resolve_factor=params.channels.chat_busy_resolve_factor,
        chat_busy_manner_sd=params.channels.chat_busy_manner_sd,
        silent_prob=params.channels.silent_prob,
        silent_s=params.channels.silent_s,
        promise_s=params.channels.mail_promise_h * HOUR_S,
        also_call_prob=params.channels.also_call_prob,
        overtaken_read_s=params.channels.overtaken_read_s,
        reopening_spread_s=min(params.centre.reopening_spread_s, 0.99 * open_s),
        tells_waits=announce_from_s < math.inf or call_back_from_s < math.inf,
        announce_from_s=announce_from_s,
        announced_factor=wait.announced_factor,
        announced_step_s=wait.announced_step_s,
        usual_handle_s=wait.usual_handle_s,
        heed_prob=wait.heed_prob,
        informed_patience_factor=wait.informed_patience_factor,
        call_back_from_s=call_back_from_s,
        call_back_accept_prob=wait.call_back_accept_prob,
        call_back_reached_prob=wait.call_back_reached_prob,
        call_back_most_calls=wait.call_back_most_calls,
        call_back_retry_s=wait.call_back_retry_s,
        after_abandon_prob=params.redial.after_abandon_prob * on.redials,
        after_blocked_prob=params.redial.after_blocked_prob * on.redials,
        most_redials=NO_LIMIT if params.redial.most is None else params.redial.most,
        return_prob=params.repeats.return_prob * on.repeats,
        most_repeats=NO_LIMIT if params.repeats.most is None else params.repeats.most,
        same_day_share=params.repeats.same_day_share if shares.size else 1.0,
        later_days_cum=np.cumsum(shares) / shares.sum() if shares.size else shares,
        cap_s=np.full(len(kinds), talk.aht_cap_s if on.aht_cap and talk.aht_cap_s is not None else math.inf),
        cap_enforcement=talk.cap_enforcement,
        clock_visible=talk.clock_visible and on.aht_cap and talk.aht_cap_s is not None,
        tense_from_share=talk.tense_from_share,
        tense_manner_sd=talk.tense_manner_sd,
        gaming_prob=talk.gaming_prob * bonus_on_aht,
        gaming_talk_s=talk.gaming_talk_s,
        slack_share=talk.slack_share,
        steepness=talk.steepness,
        restart_s=talk.restart_s,
        kept_share=talk.kept_share,
        need_anew=talk.need_on_repeat == "anew",
        later_resolve_factor=talk.later_resolve_factor,
        wait_elasticity=np.full(len(kinds), talk.wait_elasticity),
        time_thieves_s=talk.time_thieves_s * on.time_thieves,
        fatigue_sd_per_s=talk.fatigue_manner_sd_per_h / HOUR_S * on.energy,
        load_manner_sd=talk.load_manner_sd * on.energy,
        open_share=question.open_share * on.questions,
        open_talk_factor=question.open_talk_factor,
        open_resolve_gain=question.open_resolve_gain,
        open_manner_sd=question.open_manner_sd,
        what_else_share=question.what_else_share * on.next_issue,
        what_else_talk_factor=question.what_else_talk_factor,
        frame_share=authority.frame_share * on.empowerment,
        decided_solve_prob=authority.decided_solve_prob,
        escalate_prob=authority.escalate_prob if desks else 0.0,
        refuse_prob=authority.refuse_prob if desks else authority.refuse_prob + authority.escalate_prob,
        leader_solve_prob=authority.leader_solve_prob,
        decision_talk_factor=authority.decision_talk_factor,
        misuse_prob=authority.misuse_trained_prob if authority.agents_trained else authority.misuse_untrained_prob,
        rude_share=manners.rude_share * on.ego,
        rude_odds=manners.rude_odds,
        repeat_odds=manners.repeat_odds * on.ego,
        strain_log_odds=manners.strain_log_odds,
        manner_log_odds=manners.manner_log_odds,
        pass_off_share=manners.pass_off_share,
        no_help_factor=manners.no_help_factor,
        cold_talk_factor=manners.cold_talk_factor,
        cold_manner_sd=manners.cold_manner_sd,
        rude_fatigue_s=manners.rude_fatigue_s,
        service_course_sd=manners.service_course_sd * on.ego,
        incident_failure_prob=1.0 * on.recovery,
        wow_share=params.wow.share * on.wow,
        wow_talk_factor=params.wow.talk_factor,
        good_opening_share=params.first_impression.good_share * on.first_impression,
        accusing_opening_share=params.first_impression.accusing_share * on.first_impression,
        opening_share_per_sd=params.first_impression.share_per_sd * on.first_impression,
        good_opening_sd=params.first_impression.good_manner_sd,
        accusing_opening_sd=params.first_impression.accusing_manner_sd,
        n_leaders=desks,
        which_agent=RANDOM_AGENT if params.routing.which_agent == "random" else LONGEST_IDLE,
        which_contact=REPEATS_FIRST if params.routing.which_contact == "repeats_first" else FIRST_COME,
        help_try_prob=params.demand.self_service_try_prob * on.self_service,
        failed_help_talk_factor=failed_help_talk_factor,
        other_talk_factor=other_talk_factor,
        log_share=params.root_causes.log_share * on.root_causes,
        log_s=params.root_causes.log_s,
        pace_share=1.0,
    )


