// The clock, the controls and the counters.
const $ = (id) => document.getElementById(id);
const SPEEDS = [1, 10, 30, 60, 120, 300, 500];
const COUNTERS = ["solved", "repeats", "waiting", "per_solved_min", "satisfied"];
const BETTER = { solved: 1, repeats: -1, waiting: -1, per_solved_min: -1, satisfied: 1 };
const DECIMALS = { per_solved_min: 1 };

class Player {
  constructor() {
    Object.assign(this, { t: D.opens_s, speed: 60, playing: false, until: D.ends_s, chosen: null, last: null, told: -1, drawn: 0 });
    this.lesson = new Lesson(this);
    $("centres").innerHTML = D.centres.map((_, i) => `<section class="centre" id="centre-${i}"><h2><span></span> <small></small></h2>
      <dl class="counters">${COUNTERS.map((name) => `<div data-counter="${name}"><dd>–</dd><dt></dt></div>`).join("")}</dl>
      <canvas role="img" tabindex="0"></canvas></section>`).join("");
    this.stages = D.centres.map((centre, i) => new Stage(centre, $(`centre-${i}`).querySelector("canvas"), (who) => this.choose({ ...who, centre: i })));
    $("scrub").min = D.opens_s; $("scrub").max = D.ends_s;
    $("speed").innerHTML = SPEEDS.map((x) => `<option value="${x}">×${x}</option>`).join("");
    $("languages").innerHTML = Object.keys(TEXTS).map((name) => `<button lang="${name}" data-language="${name}">${name.toUpperCase()}</button>`).join(" ");
    this.listen();
    this.speak();
    this.frame = this.frame.bind(this);
    requestAnimationFrame(this.frame);
  }

  listen() {
    $("play").onclick = () => this.playing ? this.pause() : this.play();
    $("step").onclick = () => this.step(1);
    $("back").onclick = () => this.step(-1);
    $("scrub").oninput = () => { this.until = D.ends_s; this.seek(Number($("scrub").value)); };
    $("scrub").onchange = () => this.announce();
    $("speed").onchange = () => { this.speed = Number($("speed").value); };
    $("open-lesson").onclick = () => this.lesson.open();
    $("open-lesson").hidden = !D.is_lesson;
    $("names").onclick = () => this.nameCentres(isNeutral);
    $("names").hidden = D.centres.length < 2;
    $("open-help").onclick = () => this.help();
    for (const button of $("languages").children) button.onclick = () => { language = button.dataset.language; this.speak(); };
    addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (["SELECT", "INPUT"].includes(event.target.tagName) || (event.target.tagName === "BUTTON" && [" ", "Enter"].includes(event.key))) return;
    const minutes = event.shiftKey ? 600 : 60, act = {
      " ": () => this.playing ? this.pause() : this.play(), ArrowRight: () => this.seek(this.t + minutes), ArrowLeft: () => this.seek(this.t - minutes),
      ".": () => this.step(1), ",": () => this.step(-1), "+": () => this.faster(1), "-": () => this.faster(-1), Home: () => this.seek(D.opens_s), End: () => this.seek(D.ends_s),
      n: () => this.next(1), p: () => this.next(-1), s: () => this.announce(), h: () => this.help(), a: () => D.centres.length > 1 && this.nameCentres(isNeutral), l: () => D.is_lesson && this.lesson.open(), Escape: () => this.choose(null),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) { event.preventDefault(); act(); }
  }

  nameCentres(byName) { isNeutral = !byName; this.speak(); }

  faster(by) { this.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, SPEEDS.indexOf(this.speed) + by))]; $("speed").value = this.speed; }

  play() { if (this.t >= D.ends_s) this.t = D.opens_s; this.playing = true; this.until = Math.max(this.until, this.t) > this.t ? this.until : D.ends_s; this.buttons(); }

  playUntil(until, speed) { this.speed = speed; $("speed").value = speed; if (this.t >= until) this.t = D.opens_s; this.until = until; this.playing = true; this.buttons(); }

  pause() { if (this.playing) { this.playing = false; this.announce(); } this.buttons(); }

  seek(t) { this.t = Math.max(D.opens_s, Math.min(D.ends_s, t)); this.show(); }

  step(by) {
    this.pause();
    const at = by > 0 ? INSTANTS.find((x) => x > this.t) : INSTANTS.findLast((x) => x < this.t);
    if (at !== undefined) this.seek(at);
    this.announce();
  }

  // Goes from person to person with the keyboard: those who wait and talk, then the agents, centre by centre.
  next(by) {
    const all = D.centres.flatMap((centre, i) => [
      ...centre.today.filter((c) => c.a <= this.t && this.t < c.e).map((c) => ({ case: c.case, centre: i })),
      ...centre.agents.map((_, agent) => ({ agent, centre: i }))]);
    const same = (one) => this.chosen && one.centre === this.chosen.centre && one.case === this.chosen.case && one.agent === this.chosen.agent;
    const at = all.findIndex(same);
    this.choose(all[(at + by + all.length) % all.length] ?? null);
    $("spoken").textContent = $("story").textContent;
  }

  choose(who) {
    this.chosen = who;
    this.show();
    if (who) $("story").scrollIntoView({ block: "nearest" });
  }

  frame(now) {
    const dt = this.last === null ? 0 : Math.min(0.1, (now - this.last) / 1000);
    this.last = now;
    if (this.playing) {
      this.t = Math.min(this.until, this.t + dt * this.speed);
      if (this.t >= this.until) { this.until = D.ends_s; this.pause(); }
    }
    const slow = calm.matches ? 250 : 0;
    if (now - this.drawn >= slow) {
      const since = Math.min(0.25, (now - this.drawn) / 1000);
      this.drawn = now;
      this.stages.forEach((stage, i) => stage.draw(this.t, this.speed, since,
        this.chosen && (this.chosen.case !== undefined || this.chosen.centre === i) ? this.chosen : null));
    }
    if (this.playing && now - this.told > 100) { this.told = now; this.show(); }
    requestAnimationFrame(this.frame);
  }

  show() {
    $("clock").textContent = clock(this.t);
    $("scrub").value = this.t;
    $("scrub").setAttribute("aria-valuetext", clock(this.t, false));
    const all = D.centres.map((centre) => counts(centre, this.t));
    all.forEach((n, i) => this.counters(n, all[1 - i], $(`centre-${i}`)));
    if (all.length === 2) $("difference").innerHTML = this.difference(all[0], all[1]);
    const html = storyHtml(this.chosen, this.t);
    if (html !== this.story) { this.story = html; $("story").innerHTML = html; }
  }

  counters(n, other, box) {
    for (const tile of box.querySelectorAll("[data-counter]")) {
      const name = tile.dataset.counter, decimals = DECIMALS[name] ?? 0;
      const text = name === "satisfied" && !Number.isNaN(n[name]) ? percent(n[name]) : number(n[name], decimals);
      tile.firstElementChild.textContent = text;
      const gap = other ? Number((BETTER[name] * (n[name] - other[name])).toFixed(decimals)) : 0;
      tile.className = gap > 0 ? "is-better" : gap < 0 ? "is-worse" : "";
    }
  }

  // The difference before the level: the second centre against the first.
  difference(a, b) {
    const signed = (x, decimals = 0) => { const r = Number(x.toFixed(decimals)); return `<b>${r > 0 ? "+" : r < 0 ? "−" : "±"}${number(Math.abs(r), decimals)}</b>`; };
    if (Number.isNaN(a.per_solved_min + b.per_solved_min)) return translate("difference_none");
    return translate("difference", { centre: escape(centreName(1)), solved: signed(b.solved - a.solved), repeats: signed(b.repeats - a.repeats),
      work: signed(b.per_solved_min - a.per_solved_min, 1) });
  }

  summary(i) {
    const n = counts(D.centres[i], this.t);
    return translate("summary", { centre: centreName(i), solved: number(n.solved), repeats: number(n.repeats), waiting: number(n.waiting),
      work: number(n.per_solved_min, 1), satisfied: number(n.satisfied) });
  }

  announce() {
    this.show();
    const lines = D.centres.map((_, i) => this.summary(i));
    this.stages.forEach((stage, i) => stage.canvas.setAttribute("aria-label", `${clock(this.t, false)}. ${lines[i]}`));
    $("spoken").textContent = `${clock(this.t, false)}. ${lines.join(" ")}`;
  }

  buttons() {
    $("play").textContent = this.playing ? translate("pause") : translate("play");
    $("speed").value = this.speed;
  }

  // Everything that is written, in the language chosen.
  speak() {
    document.documentElement.lang = language;
    $("title").textContent = document.title = D.is_lesson && !isNeutral ? translate("title") : translate("title_other");
    $("names").textContent = translate(isNeutral ? "show_names" : "hide_names");
    for (const one of document.querySelectorAll("[data-text]")) one.textContent = translate(one.dataset.text);
    for (const one of document.querySelectorAll("[data-text-label]")) { one.setAttribute("aria-label", translate(one.dataset.textLabel)); if (one.tagName === "BUTTON") one.title = translate(one.dataset.textLabel); }
    for (const button of $("languages").children) button.setAttribute("aria-pressed", String(button.dataset.language === language));
    $("when").textContent = new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long" }).format(new Date(`${D.date}T12:00`));
    D.centres.forEach((centre, i) => {
      const [name, small] = $(`centre-${i}`).querySelector("h2").children;
      name.textContent = centreName(i);
      small.textContent = isNeutral ? "" : [D.is_lesson ? centre.labels[language] : "", centre.nps === null ? "" : translate("nps", { nps: number(centre.nps, 1) })].filter(Boolean).join(" · ");
      for (const tile of $(`centre-${i}`).querySelectorAll("[data-counter]")) tile.lastElementChild.textContent = translate(`counter.${tile.dataset.counter}`);
    });
    $("key").innerHTML = Object.keys(KEY).map((one) => `<span>${KEY[one]} ${translate(`key.${one}`, { mark: D.mark_s })}</span>`).join("");
    this.story = null;
    if (!$("prompt").hidden) this.lesson.goTo(this.lesson.stop);
    this.buttons();
    this.announce();
  }

  help() {
    const keys = [[translate("keys.space"), "play"], ["← →", "minute"], [", .", "event"], ["+ −", "speed"], ["N P", "person"], ["S", "say"], ["L", "lesson"], ["A", "names"], ["Esc", "close"]];
    $("help").innerHTML = `<h2>${translate("help")}</h2><p>${translate("help_text")}</p><p>${translate("help_names")}</p><p>${translate("help_energy", { sd: number(D.empty_sd, 1) })}</p>
      <table><tbody>${keys.map(([key, what]) => `<tr><td><kbd>${key}</kbd></td><td>${translate(`keys.${what}`)}</td></tr>`).join("")}</tbody></table>
      <div class="buttons"><button class="main">${translate("close")}</button></div>`;
    $("help").querySelector("button").onclick = () => $("help").close();
    $("help").showModal();
  }
}

const sign = (inside) => `<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">${inside}</svg>`;
const glyph = (text, colour = "#1f2328", more = "") => `<text x="11" y="15.5" font-size="13" font-weight="700" text-anchor="middle" fill="${colour}" ${more}>${text}</text>`;
const desk = (fill, y) => `<rect x="5" y="3" width="12" height="16" rx="2" fill="#fff" stroke="#1f2328"/><rect x="6" y="${y}" width="10" height="${18 - y}" fill="${fill}"/>`;
const ring = (colour, more = "") => `<circle cx="11" cy="12" r="7" fill="none" stroke="${colour}" stroke-width="3"/><path d="M11 1v7" stroke="#1f2328" stroke-width="2"/>${more}`;
const KEY = {
  first: sign('<circle cx="11" cy="11" r="7" fill="#0072b2"/>'),
  again: sign(`<path d="M11 2l9 17H2z" fill="#d55e00"/>${glyph("2", "#fff", 'transform="translate(0 1)"')}`),
  waiting: sign('<circle cx="11" cy="11" r="5" fill="#0072b2"/><path d="M11 2a9 9 0 0 1 0 18" fill="none" stroke="#1f2328" stroke-width="2"/>'),
  solved: sign(`<circle cx="11" cy="11" r="8" fill="#009e73"/>${glyph("✓", "#fff")}`),
  lost: sign(`<circle cx="11" cy="11" r="8" fill="#5c6570"/>${glyph("✕", "#fff")}`),
  ring: sign(ring("#0072b2", '<path d="M11 2a10 10 0 0 1 10 10" fill="none" stroke="#56b4e9" stroke-width="2"/>')),
  tense: sign(ring("#d55e00")),
  hold: sign(glyph("…")),
  agent: sign(desk("#009e73", 7)),
  tired: sign(desk("#e69f00", 14)),
  break: sign(`<rect x="4" y="3" width="14" height="16" rx="2" fill="#e6e9ed" stroke="#c6ccd3"/>${glyph("☕", "#4d5661")}`),
  writes: sign(glyph("✎", "#4d5661")),
};
const player = new Player();
