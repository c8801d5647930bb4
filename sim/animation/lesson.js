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
    const options = ["effective", "fast", "same"];
    const fields = ASKED.map(({ key }) => `<fieldset><legend>${say(`stage.ask.${key}`)}</legend>${options.map((one) =>
      `<label><input type="radio" name="${key}" value="${one}" ${votes[key] === one ? "checked" : ""}> ${say(`stage.option.${one}`)}</label>`).join("")}</fieldset>`);
    this.show(`<h2>${say("stage.act1")}</h2><p>${say("stage.act1_text")}</p>${fields.join("")}
      <div class="buttons"><button data-do="close">${say("stage.close")}</button><button class="main" data-do="watch">${say("stage.to_act2")}</button></div>`);
    for (const input of this.dialog.querySelectorAll("input")) input.onchange = () => { votes[input.name] = input.value; };
  }

  close() { this.dialog.close(); }

  watch() { this.dialog.close(); this.goTo(0); }

  goTo(stop) {
    this.stop = stop;
    if (stop >= this.stops.length) { this.prompt.hidden = true; this.explain(); return; }
    const { key, picks } = this.stops[stop];
    this.player.pause();
    this.player.seek(this.stops[stop].from);
    this.prompt.hidden = false;
    this.prompt.innerHTML = `<p><b>${say("stage.act2", { nth: stop + 1, all: this.stops.length })}</b> ${say(`stage.watch.${key}`)}</p>
      <button class="main" data-go="play">${say("stage.watch_play")}</button>
      ${picks ? `<button data-go="pick">${say("stage.watch_pick")}</button>` : ""}
      <button data-go="next">${say("stage.watch_next")}</button> <button data-go="leave">${say("stage.close")}</button>`;
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
    const [calmly, fast] = D.centres.map((centre) => counts(centre, D.ends_s));
    const rows = ASKED.map(({ key, of, decimals }) => {
      const [a, b] = [of(calmly), of(fast)].map((x) => Number(x.toFixed(decimals)));
      const right = a === b ? "same" : a > b ? "effective" : "fast", vote = votes[key];
      return `<tr><th scope="row">${say(`stage.ask.${key}`)}</th><td>${number(a, decimals)}</td><td>${number(b, decimals)}</td>
        <td class="answer">${say(`stage.option.${right}`)}${vote ? ` – ${say(vote === right ? "stage.voted_right" : "stage.voted_wrong", { vote: say(`stage.option.${vote}`) })}` : ""}</td></tr>`;
    });
    const values = { cut: number(fast.cut), answered: number(fast.answered), repeats_fast: number(fast.repeats), repeats_calm: number(calmly.repeats),
      work_fast: number(fast.per_solved_min, 1), work_calm: number(calmly.per_solved_min, 1), solved_fast: number(fast.solved), solved_calm: number(calmly.solved),
      happy_fast: number(fast.satisfied), happy_calm: number(calmly.satisfied), wait_fast: length(fast.waits_s / fast.came), wait_calm: length(calmly.waits_s / calmly.came) };
    this.show(`<h2>${say("stage.act3")}</h2><table><thead><tr><td></td><th scope="col">${say("stage.effective")}</th><th scope="col">${say("stage.fast")}</th><th scope="col">${say("stage.answer")}</th></tr></thead>
      <tbody>${rows.join("")}</tbody></table>
      <h3>${say("stage.why")}</h3><ul>${["cut", "back", "work", "waits", "felt"].map((key) => `<li>${say(`stage.because.${key}`, values)}</li>`).join("")}</ul>
      <h3>${say("stage.discuss")}</h3><ul>${["own", "when", "measure"].map((key) => `<li>${say(`stage.discuss.${key}`)}</li>`).join("")}</ul>
      <p>${say("stage.honest")}</p>
      <div class="buttons"><button data-do="predict">${say("stage.again")}</button><button class="main" data-do="close">${say("stage.close")}</button></div>`);
  }
}
