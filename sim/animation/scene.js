// Drawing one centre: where everybody should be at an instant, and the way there. Colours: Okabe and Ito; shapes tell the same.
const COLOUR = { ink: "#1f2328", muted: "#4d5661", line: "#c6ccd3", first: "#0072b2", again: "#d55e00", solved: "#009e73",
  lost: "#5c6570", desk: "#e6e9ed", energy: "#009e73", tired: "#e69f00", second: "#56b4e9", paper: "#fbfcfd" };
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const LINGERS_S = 1.5; // on the viewer's clock

class Stage {
  constructor(centre, canvas, onPick) {
    Object.assign(this, { centre, canvas, spots: new Map(), hits: [] });
    this.ink = canvas.getContext("2d");
    canvas.addEventListener("click", (event) => {
      const box = canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
      const near = this.hits.map((hit) => [Math.hypot(hit.x - x, hit.y - y), hit]).sort((a, b) => a[0] - b[0])[0];
      if (near && near[0] < Math.max(22, 2 * this.u * 12)) onPick(near[1].who);
    });
  }

  measure() {
    const scale = Math.min(devicePixelRatio || 1, 2), box = this.canvas.getBoundingClientRect();
    const [w, h] = [Math.round(box.width * scale), Math.round(box.height * scale)];
    if (this.canvas.width !== w || this.canvas.height !== h) { this.canvas.width = w; this.canvas.height = h; }
    this.ink.setTransform(scale, 0, 0, scale, 0, 0);
    this.w = box.width; this.h = box.height;
    this.u = Math.max(0.62, Math.min(this.w / 620, this.h / 340));
    const n = this.centre.agents.length, from = this.w * 0.41, room = this.w * 0.5, high = this.h * 0.72;
    const size = (columns) => Math.min(high / Math.ceil(n / columns) * 0.225, room / columns * 0.178);
    this.columns = Array.from({ length: Math.max(n, 1) }, (_, i) => i + 1).reduce((best, one) => size(one) > size(best) ? one : best, 1);
    this.cell = { w: room / this.columns, h: high / Math.max(1, Math.ceil(n / this.columns)), x: from, y: this.h * 0.095 };
    this.r = Math.min(size(this.columns), 15 * this.u);
    this.places = {
      door: { x: this.w * 0.035, y: this.h * 0.42 }, gate: { x: this.w * 0.035, y: this.h * 0.88 },
      solved: { x: this.w * 0.95, y: this.h * 0.3 }, later: { x: this.w * 0.865, y: this.h * 0.9 },
    };
  }

  desk(place) {
    const { w, h, x, y } = this.cell;
    return { x: x + (place % this.columns + 0.62) * w, y: y + (Math.floor(place / this.columns) + 0.5) * h };
  }

  waitingSpot(nth) {
    const gap = Math.max(2.45 * this.r, 18 * this.u), per = Math.max(3, Math.floor(this.w * 0.28 / gap));
    const column = nth % per, row = Math.floor(nth / per);
    return { x: this.w * 0.385 - column * gap, y: this.h * 0.17 + row * gap * 1.15 };
  }

  // Everybody who is to be seen, each with a place to be.
  people(t, speed) {
    const found = [], linger = Math.max(1, LINGERS_S * speed);
    let nth = 0;
    for (const c of this.centre.today) {
      if (c.a > t) break;
      const lives = { c, again: c.talks > 0 };
      if (t < Math.min(c.pick, c.e)) found.push({ ...lives, state: "waits", waited_s: t - c.a, ...this.waitingSpot(nth++) });
      else if (t < c.e) {
        const desk = this.desk(c.ag);
        found.push({ ...lives, state: "talks", x: desk.x - 2.35 * this.r, y: desk.y + 0.2 * this.r });
      } else this.leaving(found, lives, c, t, linger);
    }
    return found;
  }

  leaving(found, lives, c, t, linger) {
    const { places } = this, just = t - c.e < linger, next = c.next && c.next.day === 0 ? c.next : null;
    if (c.ag !== -1 && c.sv) { if (just) found.push({ ...lives, state: "solved", ...places.solved }); return; }
    if (next && t < next.a) { // comes back today: walks the lane from the desks to the door
      const share = (t - c.e) / Math.max(next.a - c.e, 1);
      found.push({ ...lives, again: lives.again || c.ag !== -1, state: "returns", x: this.w * (0.8 - 0.72 * share), y: this.h * 0.9 });
    } else if (just && !next) {
      if (c.ag !== -1 && c.fol === REPEAT) found.push({ ...lives, again: true, state: "later", ...places.later });
      else found.push({ ...lives, state: "lost", x: this.w * 0.01, y: this.h * 0.62 });
    }
  }

  draw(t, speed, dt, chosen) {
    const { ink } = this;
    this.measure();
    this.hits = [];
    ink.clearRect(0, 0, this.w, this.h);
    const people = this.people(t, speed), n = counts(this.centre, t);
    this.scenery(n);
    this.centre.agents.forEach((agent, place) => this.agent(agent, place, t, chosen));
    this.move(people, dt);
    for (const one of people) this.person(one, chosen);
    if (n.waiting > people.filter((one) => one.state === "waits" && one.y < this.h * 0.8).length) this.text(`+`, this.w * 0.13, this.h * 0.8, 15);
  }

  move(people, dt) {
    const share = calm.matches ? 1 : 1 - Math.exp(-dt * 5), kept = new Map();
    for (const one of people) {
      const born = one.state === "waits" ? (one.again ? this.places.gate : this.places.door) : one;
      const was = this.spots.get(one.c) ?? { x: born.x, y: born.y };
      was.x += (one.x - was.x) * share;
      was.y += (one.y - was.y) * share;
      [one.x, one.y] = [was.x, was.y];
      kept.set(one.c, was);
    }
    this.spots = kept;
  }

  scenery(n) {
    const { ink, w, h, u, places } = this;
    ink.fillStyle = "#f1f3f5";
    ink.fillRect(w * 0.02, h * 0.83, w * 0.96, h * 0.145);
    ink.strokeStyle = COLOUR.line; ink.lineWidth = 1.5;
    ink.strokeRect(w * 0.012, h * 0.3, w * 0.046, h * 0.24);
    this.text(translate("door"), w * 0.012, h * 0.275, 13, COLOUR.muted, "left");
    this.text(translate("queue"), w * 0.255, h * 0.055, 13, COLOUR.muted);
    this.text(translate("desks"), w * 0.665, h * 0.055, 13, COLOUR.muted);
    this.text("✓", places.solved.x, places.solved.y - 20 * u, 22, "#00755a");
    this.text(number(n.solved), places.solved.x, places.solved.y + 22 * u, 20, "#00755a", "center", true);
    ink.strokeStyle = COLOUR.again; ink.lineWidth = 2; ink.setLineDash([7, 6]);
    ink.beginPath(); ink.moveTo(w * 0.83, h * 0.9); ink.lineTo(w * 0.035, h * 0.9); ink.lineTo(w * 0.035, h * 0.56); ink.stroke();
    ink.setLineDash([]);
    ink.beginPath(); ink.moveTo(w * 0.035 - 5, h * 0.6); ink.lineTo(w * 0.035, h * 0.555); ink.lineTo(w * 0.035 + 5, h * 0.6); ink.stroke();
    this.text(translate("lane"), w * 0.07, h * 0.855, 13, "#a84300", "left");
    this.text(number(n.later), this.w * 0.975, places.later.y - 6 * u, 20, "#a84300", "right", true);
    this.text(translate("later"), this.w * 0.975, places.later.y + 15 * u, 12, "#a84300", "right");
  }

  agent(agent, place, t, chosen) {
    const { ink, r } = this, at = agentAt(this.centre, agent, t), { x, y } = this.desk(place);
    this.hits.push({ x, y, who: { agent: place } });
    const high = 2.3 * r, wide = 1.9 * r;
    ink.fillStyle = at.here ? "#fff" : COLOUR.desk;
    ink.strokeStyle = at.here ? COLOUR.ink : COLOUR.line; ink.lineWidth = at.here ? 1.6 : 1;
    ink.beginPath(); ink.roundRect(x - wide / 2, y - high / 2, wide, high, 3); ink.fill(); ink.stroke();
    if (at.here) {
      ink.fillStyle = at.energy > 0.55 ? COLOUR.energy : COLOUR.tired;
      const full = (high - 3) * at.energy;
      ink.fillRect(x - wide / 2 + 1.5, y + high / 2 - 1.5 - full, wide - 3, full);
    } else if (at.onBreak) this.text("☕", x, y + 1, 13, COLOUR.muted);
    if (chosen && chosen.agent === place) this.halo(x, y, 2.2 * r);
    if (at.talking) this.ring(at.contact, x, y, t);
    else if (at.wrapping) this.text("✎", x + 1.7 * r, y, 12, COLOUR.muted);
  }

  // One turn is the mark (180 s). A second turn is drawn outside it. The strike shows where the cap ended the talk.
  ring(c, x, y, t) {
    const { ink, r, centre } = this, talked = Math.min(t - c.pick, c.t), radius = 2.05 * r, top = -Math.PI / 2;
    const tense = centre.tense_s !== null && talked >= centre.tense_s;
    ink.lineWidth = Math.max(2.5, 0.38 * r);
    ink.strokeStyle = "#e3e7eb";
    ink.beginPath(); ink.arc(x, y, radius, 0, 7); ink.stroke();
    ink.strokeStyle = tense ? COLOUR.again : COLOUR.first;
    ink.beginPath(); ink.arc(x, y, radius, top, top + 2 * Math.PI * Math.min(1, talked / D.mark_s)); ink.stroke();
    if (talked > D.mark_s) {
      ink.strokeStyle = COLOUR.second;
      ink.beginPath(); ink.arc(x, y, radius + ink.lineWidth, top, top + 2 * Math.PI * Math.min(1, talked / D.mark_s - 1)); ink.stroke();
    }
    ink.strokeStyle = COLOUR.ink; ink.lineWidth = 2;
    ink.beginPath(); ink.moveTo(x, y - radius - 0.55 * r); ink.lineTo(x, y - radius + 0.4 * r); ink.stroke();
    if (t - c.pick > c.t) this.text("…", x + 1.75 * r, y - 1.9 * r, 16, COLOUR.ink, "center", true); // on hold
    else if (tense) this.text("!", x + 1.75 * r, y - 1.9 * r, 15, "#a84300", "center", true);
  }

  person(one, chosen) {
    const { ink, r } = this, { c, x, y } = one;
    this.hits.push({ x, y, who: { case: c.case } });
    if (chosen && chosen.case === c.case) this.halo(x, y, 1.7 * r);
    let shake = 0;
    if (one.state === "waits" && one.waited_s > 60 && !calm.matches) shake = Math.sin(performance.now() / 60 + c.case) * Math.min(2, one.waited_s / 120) * this.u;
    const colour = one.state === "solved" ? COLOUR.solved : one.state === "lost" ? COLOUR.lost : one.again ? COLOUR.again : COLOUR.first;
    ink.fillStyle = colour; ink.strokeStyle = "#fff"; ink.lineWidth = 1;
    ink.beginPath();
    if (one.again) { ink.moveTo(x + shake, y - 1.15 * r); ink.lineTo(x + shake + 1.1 * r, y + 0.85 * r); ink.lineTo(x + shake - 1.1 * r, y + 0.85 * r); ink.closePath(); }
    else ink.arc(x + shake, y, 0.88 * r, 0, 7);
    ink.fill(); ink.stroke();
    if (one.state === "waits" && one.waited_s > 20) this.impatience(one, x + shake, y);
    const mark = { solved: "✓", lost: "✕" }[one.state];
    if (mark) this.text(mark, x, y + 0.1 * r, 13, "#fff", "center", true, r);
    else if (one.again && c.talks + (one.state === "returns" || one.state === "later" ? 1 : 0) > 0)
      this.text(String(Math.max(2, c.talks + 1)), x + shake, y + 0.25 * r, 11, "#fff", "center", true, r);
  }

  impatience(one, x, y) {
    const { ink, r } = this, share = Math.min(1, one.waited_s / 300);
    ink.strokeStyle = COLOUR.ink; ink.lineWidth = 2;
    ink.beginPath(); ink.arc(x, y, 1.35 * r, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * share); ink.stroke();
    if (one.waited_s > 60) this.text("!", x + 1.15 * r, y - 1.05 * r, 14, COLOUR.ink, "center", true);
  }

  halo(x, y, radius) {
    const { ink } = this;
    ink.strokeStyle = COLOUR.ink; ink.lineWidth = 3; ink.setLineDash([4, 3]);
    ink.beginPath(); ink.arc(x, y, radius, 0, 7); ink.stroke(); ink.setLineDash([]);
  }

  text(words, x, y, size, colour = COLOUR.ink, align = "center", bold = false, fits = null) {
    const { ink } = this, px = fits ? Math.max(8, 1.25 * fits) : Math.max(11, size * Math.min(this.u, 1.8));
    ink.font = `${bold ? 700 : 400} ${px}px system-ui, sans-serif`;
    ink.fillStyle = colour; ink.textAlign = align; ink.textBaseline = "middle";
    ink.fillText(words, x, y);
  }
}
