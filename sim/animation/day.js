"use strict";
// The day as it stands at an instant: pure functions of time. Nothing here draws or is drawn.
const D = JSON.parse(document.getElementById("data").textContent);
const TEXTS = JSON.parse(document.getElementById("texts").textContent);
let language = D.language;
const translate = (key, values = {}) => {
  const text = TEXTS[language][key];
  return text === undefined ? key : text.replace(/\{(\w+)\}(\.?)/g, (whole, name, stop) => {
    const value = values[name];
    return value === undefined ? whole : value + (String(value).endsWith(".") ? "" : stop); // "sek." has its full stop
  });
};
const counted = (key, n) => translate(`${key}.${n === 1 ? "one" : "many"}`, { n: number(n, 0) });
const locale = () => language === "en" ? "en-GB" : language;
const number = (x, decimals = 0) => x === null || Number.isNaN(x) ? "–"
  : new Intl.NumberFormat(locale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(x).replace("-", "−");
const percent = (x) => new Intl.NumberFormat(locale(), { style: "percent" }).format(x / 100);
const clock = (s, seconds = true) => {
  const two = (x) => String(Math.floor(x)).padStart(2, "0");
  return `${two(s / 3600 % 24)}:${two(s / 60 % 60)}${seconds ? ":" + two(s % 60) : ""}`;
};
const length = (s) => {
  const whole = Math.round(s), min = Math.floor(whole / 60);
  return [min ? translate("min", { n: min }) : "", whole % 60 || !min ? translate("s", { n: whole % 60 }) : ""].filter(Boolean).join(" ");
};
const kindName = (kind) => TEXTS[language][`type.${D.contact_types[kind]}`] ?? D.contact_types[kind].replaceAll("_", " ");
const [SOLVED, REDIAL, REPEAT, GAVE_UP] = [0, 1, 2, 3];

// Rows of columns made into contacts, cases and agents' days, once.
for (const centre of D.centres) {
  const columns = centre.contacts;
  centre.all = columns.a.map((_, i) => Object.fromEntries(Object.keys(columns).map((name) => [name, columns[name][i]])));
  centre.today = centre.all.filter((c) => c.day === 0);
  centre.cases = new Map();
  for (const c of centre.all) {
    c.free = c.ag === -1 ? c.e : Math.max(c.a + c.w + c.h, c.e);
    c.pick = c.ag === -1 ? Infinity : c.a + c.w;
    const before = centre.cases.get(c.case) ?? [];
    c.talks = Math.max(0, ...before.map((other) => other.talk));
    before.push(c);
    centre.cases.set(c.case, before);
  }
  for (const list of centre.cases.values())
    list.forEach((c, i) => { c.next = list[i + 1] ?? null; });
  centre.agents.forEach((agent, place) => {
    agent.talks = centre.today.filter((c) => c.ag === place).sort((x, y) => x.pick - y.pick);
  });
}

// What has been counted by an instant.
function counts(centre, t) {
  const n = { came: 0, solved: 0, repeats: 0, waiting: 0, answered: 0, lost: 0, cut: 0, later: 0, work_s: 0, waits_s: 0 };
  let sat = 0, nSat = 0;
  for (const c of centre.today) {
    if (c.a > t) break;
    n.came += 1;
    if (c.talks > 0) n.repeats += 1;
    const until = Math.min(t, c.ag === -1 ? c.e : c.pick);
    n.waits_s += until - c.a;
    if (t < Math.min(c.pick, c.e)) { n.waiting += 1; continue; }
    if (c.ag !== -1) n.work_s += Math.min(t, c.free) - c.pick;
    if (t < c.e) continue;
    if (c.ag !== -1) {
      n.answered += 1;
      n.solved += c.sv;
      n.cut += c.cut;
      if (c.sat !== null) { sat += c.sat; nSat += 1; }
    } else n.lost += 1;
    if (c.fol === REPEAT && !(c.next && c.next.day === 0)) n.later += 1;
  }
  n.per_solved_min = n.solved ? n.work_s / 60 / n.solved : NaN;
  n.satisfied = nSat ? sat / nSat : NaN;
  return n;
}

// Where an agent is, with whom, and how much energy is left (1: rested; 0: manner down by `empty_sd`).
function agentAt(centre, agent, t) {
  const contact = agent.talks.findLast((c) => c.pick <= t) ?? null;
  const busy = contact !== null && t < contact.free;
  const block = agent.blocks.findLast(([from]) => from <= t) ?? null;
  const onPhone = block !== null && t < block[1];
  const first = agent.blocks[0]?.[0] ?? Infinity, last = agent.blocks.at(-1)?.[1] ?? -Infinity;
  const since = block ? block[0] : 0;
  let talked_s = 0;
  for (const c of agent.talks)
    if (c.pick >= since && c.pick <= t) talked_s += Math.min(c.t, Math.max(t - c.pick, 0));
  const sd = centre.load_sd * agent.strain + centre.fatigue_sd_per_s * (onPhone || busy ? talked_s : 0);
  return {
    contact: busy ? contact : null, talking: busy && t < contact.e, wrapping: busy && t >= contact.e,
    here: busy || onPhone, onBreak: !busy && !onPhone && t >= first && t < last, off: !busy && (t < first || t >= last),
    energy: Math.max(0, Math.min(1, 1 + sd / D.empty_sd)), talked_s,
  };
}

// The instants at which something happens, for stepping.
const INSTANTS = [...new Set(D.centres.flatMap((centre) => centre.today.flatMap((c) =>
  c.ag === -1 ? [c.a, c.e] : [c.a, c.pick, c.e])))].sort((x, y) => x - y);
