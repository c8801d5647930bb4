// A lesson of three acts: predict, watch, explain. Every number in it is read from the day, none is written beforehand.
const ASKED = [
  { key: "solved", of: (n) => n.solved, decimals: 0 },
  { key: "calls", of: (n) => n.came, decimals: 0 },
  { key: "work", of: (n) => n.per_solved_min, decimals: 1 },
];
const votes = {};

class Lesson {
  constructor(player) {
    Object.assign(this, { player, dialog: document.getElementById("lesson"), prompt: document.getElementById("prompt"), stop: -1 });
    const open = D.opens_s;
    this.stops = [
      { key: "ring", from: open, until: open + 1800, speed: 60 },
      { key: "same", from: open + 1800, until: open + 5400, speed: 120, picks: true },
      { key: "back", from: open + 5400, until: open + 14400, speed: 300 },
      { key: "end", from: open + 14400, until: D.ends_s, speed: 500 },
    ];
  }

  open() { if (this.stop >= 0 && this.stop < this.stops.length) this.explain(); else this.predict(); }

  show(html) {
    this.dialog.innerHTML = html;
    for (const button of this.dialog.querySelectorAll("[data-do]")) button.onclick = () => this[button.dataset.do]();
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  predict() {
    this.player.pause();
    this.player.nameCentres(false);
    const options = ["effective", "fast", "same"], label = { effective: inSentence(0), fast: inSentence(1), same: translate("option.same") };
    const fields = ASKED.map(({ key }) => `<fieldset><legend>${translate(`ask.${key}`)}</legend>${options.map((one) =>
      `<label><input type="radio" name="${key}" value="${one}" ${votes[key] === one ? "checked" : ""}> ${label[one]}</label>`).join("")}</fieldset>`);
    this.show(`<h2>${translate("act1")}</h2><p>${translate("act1_text", this.values())}</p>${fields.join("")}
      <div class="buttons"><button data-do="close">${translate("close")}</button><button class="main" data-do="watch">${translate("to_act2")}</button></div>`);
    for (const input of this.dialog.querySelectorAll("input")) input.onchange = () => { votes[input.name] = input.value; };
  }

  values() { return { effective: inSentence(0), fast: inSentence(1), mark: number(D.mark_s) }; }

  close() { this.dialog.close(); }

  watch() { this.dialog.close(); this.goTo(0); }

  goTo(stop) {
    this.stop = stop;
    if (stop >= this.stops.length) { this.prompt.hidden = true; this.explain(); return; }
    const { key, picks } = this.stops[stop];
    this.player.pause();
    this.player.seek(this.stops[stop].from);
    this.prompt.hidden = false;
    this.prompt.innerHTML = `<p><b>${translate("act2", { nth: stop + 1, all: this.stops.length })}</b> ${translate(`watch.${key}`, this.values())}</p>
      <button class="main" data-go="play">${translate("watch_play")}</button>
      ${picks ? `<button data-go="pick">${translate("watch_pick")}</button>` : ""}
      <button data-go="next">${translate("watch_next")}</button> <button data-go="leave">${translate("close")}</button>`;
    const on = (name, what) => { const button = this.prompt.querySelector(`[data-go=${name}]`); if (button) button.onclick = what; };
    on("play", () => this.player.playUntil(this.stops[stop].until, this.stops[stop].speed));
    on("pick", () => this.pick());
    on("next", () => this.goTo(stop + 1));
    on("leave", () => { this.prompt.hidden = true; this.stop = -1; });
  }

  // A customer whom the cap cut short, and whose problem the other centre solved.
  pick() {
    const [calmly, fast] = D.centres, t = Math.max(this.player.t, this.stops[1].until);
    const found = fast.today.find((c) => c.cut && !c.sv && c.talks === 0 && c.e <= t
      && (calmly.cases.get(c.case) ?? []).some((other) => other.day === 0 && other.sv && other.e <= t));
    if (!found) return;
    this.player.choose({ case: found.case });
    this.player.seek(Math.max(found.e + 1, this.stops[1].from));
  }

  explain() {
    this.player.pause();
    this.player.nameCentres(true);
    const [calmly, fast] = D.centres.map((centre) => counts(centre, D.ends_s));
    const rows = ASKED.map(({ key, of, decimals }) => {
      const [a, b] = [of(calmly), of(fast)].map((x) => Number(x.toFixed(decimals)));
      const right = a === b ? "same" : a > b ? "effective" : "fast", vote = votes[key];
      return `<tr><th scope="row">${translate(`ask.${key}`)}</th><td>${number(a, decimals)}</td><td>${number(b, decimals)}</td>
        <td class="answer">${translate(`option.${right}`)}${vote ? ` – ${translate(vote === right ? "voted_right" : "voted_wrong", { vote: translate(`option.${vote}`) })}` : ""}</td></tr>`;
    });
    const values = { cut: number(fast.cut), answered: number(fast.answered), repeats_fast: number(fast.repeats), repeats_calm: number(calmly.repeats),
      work_fast: number(fast.per_solved_min, 1), work_calm: number(calmly.per_solved_min, 1), solved_fast: number(fast.solved), solved_calm: number(calmly.solved),
      happy_fast: number(fast.satisfied), happy_calm: number(calmly.satisfied), wait_fast: length(fast.waits_s / fast.came), wait_calm: length(calmly.waits_s / calmly.came) };
    this.show(`<h2>${translate("act3")}</h2><table><thead><tr><td></td>${D.centres.map((_, i) => `<th scope="col">${translate("revealed", { neutral: translate(`neutral.${i}`), name: trueName(i) })}</th>`).join("")}<th scope="col">${translate("answer")}</th></tr></thead>
      <tbody>${rows.join("")}</tbody></table>
      <h3>${translate("why")}</h3><ul>${["cut", "back", "work", "waits", "felt"].map((key) => `<li>${translate(`because.${key}`, values)}</li>`).join("")}</ul>
      <h3>${translate("discuss")}</h3><ul>${["own", "when", "measure"].map((key) => `<li>${translate(`discuss.${key}`)}</li>`).join("")}</ul>
      <p>${translate("honest")}</p>
      <div class="buttons"><button data-do="predict">${translate("again")}</button><button class="main" data-do="close">${translate("close")}</button></div>`);
  }
}
