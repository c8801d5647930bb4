// The story so far of a customer, in both centres, or of an agent.
const DECIDED = ["", "story.by_agent", "story.by_team_leader", "story.refused", ""];
const LOST = {
  1: "story.abandoned", 2: "story.balked", 3: "story.blocked", 4: "story.turned_away", 5: "story.not_reached", 6: "story.superseded",
};

function customerStory(centre, key, t) {
  const told = [];
  const tell = (c, at, text) => { if (c.day < 0 || (c.day === 0 && at <= t)) told.push([c.day, at, text]); };
  for (const c of centre.cases.get(key) ?? []) {
    if (c.day > 0) break;
    const first = c.talks > 0 ? "story.calls_again" : c.nth > 1 ? "story.tries_again" : "story.calls";
    tell(c, c.a, translate(first, { contact_type: kindName(c.contact_type) }));
    if (c.ag === -1) tell(c, c.e, translate(LOST[c.out], { wait: length(Math.floor(c.e) - Math.floor(c.a)) }));
    else {
      tell(c, c.pick, c.w < 1 ? translate("story.answered_at_once", { agent: agentName(centre, c.ag) })
        : translate("story.answered", { agent: agentName(centre, c.ag), wait: length(Math.floor(c.pick) - Math.floor(c.a)) }));
      if (c.tr) tell(c, c.pick, translate("story.transferred", { wait: length(c.move) }));
      if (DECIDED[c.dec]) tell(c, c.pick, translate(DECIDED[c.dec], { wait: length(c.hold) }));
      if (c.more) tell(c, c.e, translate("story.what_else"));
      tell(c, c.e, ending(c));
      tell(c, c.e, translate(c.sv ? "story.solved" : "story.unsolved") + (c.sat === null ? "" : ` ${translate("story.satisfied", { share: percent(c.sat) })}`));
    }
    if (c.fol === REDIAL) tell(c, c.e, translate("story.then_redial"));
    if (c.fol === GAVE_UP) tell(c, c.e, translate("story.then_gave_up"));
    if (c.fol === REPEAT) tell(c, c.e, c.next && c.next.day > c.day ? counted("back_in", c.next.day - c.day) : translate("story.then_repeat"));
  }
  return told;
}

// How the conversation ends; where the customer was not with agents all the time, the parts of the whole time.
function ending(c) {
  const whole = Math.floor(c.e) - Math.floor(c.pick), rest = c.e - c.pick - c.t - c.hold - c.move;
  const others = [["transfer", c.move], ["hold", c.hold], [c.chat ? "chat" : "team_leader", rest]]
    .map(([key, s]) => [key, Math.round(s)]).filter(([, s]) => s > 0);
  const talk = whole - others.reduce((sum, [, s]) => sum + s, 0);
  const told = c.cut ? [translate("story.cut_short", { length: length(talk), needed: length(c.need) })] : [];
  if (others.length) {
    const parts = [["talk", talk], ...others].map(([key, s]) => translate(`story.part_${key}`, { length: length(s) }));
    told.push(translate("story.whole", { length: length(whole), parts: new Intl.ListFormat(locale()).format(parts) }));
  } else if (!c.cut) told.push(translate("story.ends", { length: length(talk) }));
  return told.join(" ");
}

const agentName = (centre, place) => place < 0 ? "?" : String(centre.agents[place].id + 1);

function agentStory(centre, place, t) {
  const agent = centre.agents[place], at = agentAt(centre, agent, t), done = agent.talks.filter((c) => c.e <= t);
  const solved = done.filter((c) => c.sv).length, cut = done.filter((c) => c.cut).length;
  const work_s = agent.talks.reduce((sum, c) => sum + Math.max(0, Math.min(t, c.free) - c.pick), 0);
  const state = at.talking ? "agent_conversations" : at.wrapping ? "agent_writes" : at.here ? "agent_free"
    : at.onBreak ? "agent_break" : "agent_off";
  return [
    translate(state), translate("agent_done", { talks: number(done.length), solved: number(solved), cut: number(cut) }),
    translate("agent_work", { minutes: number(work_s / 60), energy: number(100 * at.energy) }),
    translate("agent_strain", { strain: number(100 * agent.strain) }),
  ];
}

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function storyHtml(chosen, t) {
  if (!chosen) return `<p>${escape(translate("story_empty"))}</p>`;
  if (chosen.agent !== undefined) {
    const centre = D.centres[chosen.centre];
    return `<h3>${escape(translate("agent", { agent: agentName(centre, chosen.agent), centre: centreName(chosen.centre) }))}</h3>`
      + agentStory(centre, chosen.agent, t).map((line) => `<p>${escape(line)}</p>`).join("");
  }
  const columns = D.centres.map((centre, i) => {
    const lines = customerStory(centre, chosen.case, t).map(([day, at, text]) =>
      `<li><time>${day < 0 ? escape(translate(day === -1 ? "yesterday" : "days_ago", { n: -day })) + " " : ""}${clock(at, false)}</time>${escape(text)}</li>`);
    return `<div><h3>${escape(centreName(i))}</h3>${lines.length ? `<ol>${lines.join("")}</ol>` : `<p>${escape(translate("not_yet"))}</p>`}</div>`;
  });
  const [one, other] = D.centres.map((centre) => centre.cases.get(chosen.case)?.[0]);
  const isSame = !one || !other || (one.day === other.day && one.contact_type === other.contact_type && Math.floor(one.a) === Math.floor(other.a));
  return `<p><b>${escape(translate(isSame ? "customer" : "customer_other", { id: chosen.case + 1 }))}</b></p><div class="both">${columns.join("")}</div>`;
}

let isNeutral = location.hash === "#ab"; // centres are called A and B

function centreName(i) {
  if (isNeutral) return translate(`neutral.${i}`);
  return trueName(i);
}

const inSentence = (i) => translate(isNeutral ? `neutral_in_sentence.${i}` : `option.${["effective", "fast"][i]}`);

function trueName(i) {
  if (!D.is_lesson) return D.centres[i].labels[language];
  return translate(i === 0 ? "effective" : "fast");
}
