// The page that moves. It reads `contents` and calls `value` and `slopes`, which stand before it;
// nothing else comes in, and nothing goes out. State is a point and a direction; `examine` says
// what is true there, and each drawing shows that.
const { names, start, ranges, words } = contents;
const dimensions = ranges.length;
const isCurve = dimensions === 1;
const LETTER = isCurve ? names.variables[0] : names.point;

// ---- What is true at a point

const widths = ranges.map(([low, high]) => high - low);
const extent = Math.min(...widths);
const isFinite = Number.isFinite;
// Coordinates nearer to each other than this may differ by rounding alone.
const NOISE = 1e-11 * Math.max(extent, ...ranges.flat().map(Math.abs));
// How steep f usually is in sight: what is small or large is so against it.
const STEEPNESS = usualSteepness();

function usualSteepness() {
  const found = [];
  const count = isCurve ? 60 : 9;
  const total = Math.pow(count, dimensions);
  for (let index = 0; index < total; index += 1) {
    const point = ranges.map(([low, high], axis) => {
      const place = Math.floor(index / Math.pow(count, axis)) % count;
      return low + ((place + 0.5) / count) * (high - low);
    });
    const steepness = Math.hypot(...slopes(...point)[1]);
    if (isFinite(steepness)) found.push(steepness);
  }
  found.sort((one, other) => one - other);
  return found[Math.floor(found.length / 2)] || 0;
}

const along = (point, way, length) => point.map((x, axis) => x + length * way[axis]);
const dot = (one, other) => one.reduce((sum, x, axis) => sum + x * other[axis], 0);
const opposite = (way) => way.map((x) => -x);

function axisWay(axis) {
  return ranges.map((_, other) => (other === axis ? 1 : 0));
}

// f and its gradient at a point, and of what kind the point is: "smooth", "critical", "corner"
// (f has a value, its partial derivatives have none or change from one neighbour to the next),
// "edge" (f has no value or jumps, to rounding), "undefined", "too_large". What is known of the
// start needs no measuring.
function examine({ point, way }) {
  const isStart = isAtStart(point);
  const isKnown = isStart && start.gradient.length > 0;
  const [height, gradient] = isKnown ? [start.height, start.gradient] : slopes(...point);
  if (!isStart && !isFinite(height)) return { kind: kindWithoutValue(point) };
  const neighbours = isKnown ? [] : neighboursOf(point);
  if (!isStart && neighbours.some((near) => jumps(height, gradient, near))) return { kind: "edge" };
  const facts = { height: isStart ? start.height : height };
  if (gradient.every(isFinite) && !neighbours.some((near) => turns(gradient, near))) {
    const norm = Math.hypot(...gradient);
    const isFlat = isKnown ? start.critical !== "" : isLevel(point, norm);
    Object.assign(facts, { kind: "smooth", gradient, norm, rate: dot(gradient, way) });
    if (isFlat) Object.assign(facts, { kind: "critical", extremum: kindOfCritical(point) });
    return facts;
  }
  const measured = [oneSidedRate(point, facts.height, way), -oneSidedRate(point, facts.height, opposite(way))];
  const [forward, backward] = SIDES.map((side, index) => {
    const known = isStart && isStartWay(way) && start[side];
    return known && known.kind === "number" ? known.number : measured[index];
  });
  const breaks = isStart && start.is_discontinuous ? "known" : breaksOff(point, facts.height) ? "measured" : "";
  return Object.assign(facts, { kind: "corner", forward, backward, breaks });
}

const SIDES = ["forward", "backward"];
const isAtStart = (point) => point.every((x, axis) => x === start.point[axis]);
const isStartWay = (way) => isCurve || way.every((part, axis) => part === start.direction[axis]);

// Whether a gradient is 0 but for rounding: against those around, as all of f may be small there.
function isLevel(point, norm) {
  if (norm === 0) return true;
  if (norm > 1e-13 * STEEPNESS) return false;
  const around = point.flatMap((_, axis) =>
    [0.001, -0.001].map((part) => Math.hypot(...slopes(...along(point, axisWay(axis), part * extent))[1])),
  );
  return norm <= 1e-12 * Math.max(0, ...around.filter(isFinite));
}

function neighboursOf(point) {
  return point.flatMap((_, axis) =>
    [NOISE, -NOISE].map((step) => slopes(...along(point, axisWay(axis), step))),
  );
}

function kindWithoutValue(point) {
  value(...point);
  if (work.some((number) => Math.abs(number) === Infinity)) return "too_large";
  return neighboursOf(point).some(([height]) => isFinite(height)) ? "edge" : "undefined";
}

function jumps(height, gradient, [near]) {
  if (!isFinite(near)) return false;
  const steepness = gradient.every(isFinite) ? Math.hypot(...gradient) : 0;
  // At a corner a root may rise like a root of a step.
  const root = STEEPNESS * extent * Math.pow(NOISE / extent, 0.25);
  const rise = 100 * steepness * NOISE + 1e-9 * Math.abs(height) + root;
  return Math.abs(near - height) > rise;
}

function turns(gradient, [height, near]) {
  if (!isFinite(height) || !near.every(isFinite)) return true;
  const change = Math.hypot(...near.map((slope, axis) => slope - gradient[axis]));
  const size = Math.hypot(...gradient) + Math.hypot(...near);
  return change > 1e-4 * size + 1e-6 * STEEPNESS;
}

// The limit of (f(P + tw) - f(P))/t for t → 0 from above, which may be infinite; NaN unless it is seen.
function oneSidedRate(point, height, way) {
  const rate = steadyRate(point, height, way);
  if (isFinite(rate)) return rate;
  const { power, sign } = growthAlong(point, height, way);
  return power < 0.98 ? sign * Infinity : NaN;
}

// By Richardson's extrapolation over halved steps, or where a root of t is in the way by Aitken's;
// NaN unless three numbers in a row agree.
function steadyRate(point, height, way) {
  const quotients = [];
  for (let step = extent / 64; step > extent * 1e-7; step /= 2) {
    quotients.push((value(...along(point, way, step)) - height) / step);
  }
  const byHalves = quotients.slice(1).map((quotient, index) => 2 * quotient - quotients[index]);
  const rate = agreed(byHalves);
  return isFinite(rate) ? rate : agreed(quotients.slice(2).map((last, index) => {
    const [before, change_] = [quotients[index + 1] - quotients[index], last - quotients[index + 1]];
    return Math.abs(change_) < 0.95 * Math.abs(before) ? last - (change_ * change_) / (change_ - before) : NaN;
  }));
}

// The number about which three in a row differ least, if that is little.
function agreed(numbers) {
  let [least, best] = [Infinity, NaN];
  for (let index = 2; index < numbers.length; index += 1) {
    const three = numbers.slice(index - 2, index + 1);
    const spread = Math.max(...three) - Math.min(...three);
    if (spread < least) [least, best] = [spread, three[1]];
  }
  return least <= 1e-6 * (Math.abs(best) + STEEPNESS) ? withoutNoise(best, least) : NaN;
}

// The power of t as which |f(P + tw) - f(P)| grows, with the sign of the difference; NaN unless
// eight halved steps in a row tell the same one. Where f jumps it is 0.
function growthAlong(point, height, way) {
  const rises = Array.from({ length: 9 }, (_, index) => (
    value(...along(point, way, extent * Math.pow(2, -22 - index))) - height
  ));
  const powers = rises.slice(1).map((rise, index) => Math.log2(rises[index] / rise));
  const spread = Math.max(...powers) - Math.min(...powers);
  return { power: spread < 0.02 ? powers[7] : NaN, sign: Math.sign(rises[8]) };
}

// Whether f does not tend to f(P) on one of the rays from P, as far as that is measured.
function breaksOff(point, height) {
  return rays().some((way) => Math.abs(growthAlong(point, height, way).power) < 0.005);
}

// Sixteen rays in the plane, those to the corners, edges and faces of a cube in space.
function rays() {
  if (dimensions === 2) return Array.from({ length: 16 }, (_, index) => wayOf([22.5 * index]));
  const parts = Array.from({ length: Math.pow(3, dimensions) }, (_, index) => (
    ranges.map((_range, axis) => (Math.floor(index / Math.pow(3, axis)) % 3) - 1)
  ));
  return parts.filter((way) => way.some(Boolean)).map((way) => way.map((part) => part / Math.hypot(...way)));
}

const withoutNoise = (number, noise) => (Math.abs(number) <= 4 * noise + 1e-9 * STEEPNESS ? 0 : number);

// "minimum", "maximum", "saddle" or "undecided", by differences of the gradient.
function kindOfCritical(point) {
  if (isAtStart(point) && start.critical) return start.critical;
  const step = 1e-4 * extent;
  const rows = point.map((_, axis) => {
    const [ahead, behind] = [step, -step].map((side) => slopes(...along(point, axisWay(axis), side))[1]);
    return ahead.map((slope, other) => (slope - behind[other]) / (2 * step));
  });
  const size = Math.max(...rows.flat().map(Math.abs));
  if (!(size > (1e-6 * STEEPNESS) / extent)) return "undecided";
  const minors = point.map((_, order) => determinant(rows.slice(0, order + 1).map((row) => row.slice(0, order + 1))));
  const isClear = (minor, order) => Math.abs(minor) > 1e-6 * Math.pow(size, order + 1);
  if (minors.every((minor, order) => minor > 0 && isClear(minor, order))) return "minimum";
  if (minors.every((minor, order) => (order % 2 ? minor > 0 : minor < 0) && isClear(minor, order))) return "maximum";
  // Along two axes, or in their plane, f rises and falls.
  const isMixed = rows.some((row, one) => row.some((entry, other) => (
    one !== other && row[one] * rows[other][other] - entry * rows[other][one] < -1e-6 * size * size
  )));
  const last = dimensions - 1;
  return isMixed || (!isCurve && isClear(minors[last], last)) ? "saddle" : "undecided";
}

function determinant(rows) {
  if (rows.length === 1) return rows[0][0];
  return rows[0].reduce((sum, entry, column) => {
    const minor = rows.slice(1).map((row) => row.filter((_, other) => other !== column));
    return sum + (column % 2 ? -1 : 1) * entry * determinant(minor);
  }, 0);
}

// ---- Numbers and names

function write(number, digits = contents.digits) {
  if (number === 0) return "0";
  if (!isFinite(number)) return number > 0 ? "∞" : "−∞";
  const rounded = Number(number.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size >= 1e-4 && size < 1e6) return String(rounded).replace("-", "−");
  const [mantissa, power] = rounded.toExponential().split("e");
  const raised = String(Number(power)).replace(/./g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
  return `${mantissa === "1" ? "" : mantissa === "-1" ? "-" : `${mantissa}×`}10${raised}`.replace("-", "−");
}

const writePlace = (point) => (isCurve ? write(point[0], 12) : `(${point.map((x) => write(x, 12)).join(", ")})`);
const fill = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

const rowOf = (key) => (isCurve && words[`${key}_in_one_variable`]) || words[key];

function say(key, parts = {}) {
  return fill(rowOf(key), {
    f: names.f, point: LETTER, direction: DIRECTION_IN_TEXT, rate: plain(RATE), ...parts,
  });
}

// Mathematics is a row of [text, style], where "i" is italic, "b" bold, and what has "_" stands below.
const F = [names.f, "i"];
const POINT = [LETTER, "i"];
const AT_POINT = [["(", ""], POINT, [")", ""]];
const VALUE = [F, ...AT_POINT];
// Some books have e with an index for the direction, and then grad f and ∂f/∂l.
const [UNIT, INDEX] = names.direction.split("_");
const DIRECTION_IN_TEXT = UNIT + ({ l: "ₗ", m: "ₘ", s: "ₛ" }[INDEX] || "");
const NABLA = INDEX ? [["grad\u2009", "b"]] : [["∇", ""]];
const BAR = [INDEX ? "|" : "‖", ""];
const GRADIENT = isCurve ? [F, ["′", ""], ...AT_POINT] : [...NABLA, F, ...AT_POINT];
const NORM = [BAR, ...GRADIENT, BAR];
const DIRECTION = INDEX ? [[UNIT, "b"], [INDEX, "i_"]] : [[UNIT, "b"]];
const RATE_ALONG = INDEX
  ? [["∂", ""], F, ["/∂", ""], [INDEX, "i"]]
  : [["D", "i"], [UNIT, "b_"], ["\u2009", ""], F];
// From which side t tends to 0.
const [ABOVE, BELOW] = ["⁺", "⁻"].map((sign) => [[names.distance, "i"], [` → 0${sign}`, ""]]);
const RATE = isCurve ? GRADIENT : [...RATE_ALONG, ...AT_POINT];

const plain = (row) => row.map(([text, style]) => (style.includes("_") ? `_${text}` : text.replace("\u2009", " "))).join("");

function html(row) {
  return row.map(([text, style]) => {
    const tag = { i: "i", b: "b" }[style[0]];
    let node = document.createTextNode(text);
    if (tag) node = wrap(tag, node);
    return style.includes("_") ? wrap("sub", node) : node;
  });
}

// A vector with its brackets, or along the axes, as nodes.
function vectorNodes(numbers) {
  const listed = numbers.map((x) => write(x));
  if (names.fence) return [`${names.fence}${listed.join(", ")}${{ "(": ")", "⟨": "⟩" }[names.fence]}`];
  const row = [];
  numbers.forEach((number, axis) => {
    const size = write(Math.abs(number));
    if (size === "0") return;
    const sign = row.length ? ` ${number < 0 ? "−" : "+"} ` : number < 0 ? "−" : "";
    row.push([`${sign}${size === "1" ? "" : `${size}\u2009`}`, ""], [names.axes[axis], "b"]);
  });
  return html(row.length ? row : [["0", "b"]]);
}

// What a number is called in the notation that was asked for, or as in the drawings.
const called = (kind, row) => (names.written[kind] ? [formula(names.written[kind])] : html(row));

function wrap(tag, node) {
  const element = document.createElement(tag);
  element.append(node);
  return element;
}

// ---- SVG

function svg(tag, attributes = {}, parent = null) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(attributes).forEach(([name, text]) => element.setAttribute(name, text));
  if (parent) parent.append(element);
  return element;
}

function set(element, attributes) {
  Object.entries(attributes).forEach(([name, text]) => element.setAttribute(name, text));
}

// Puts mathematics at a place; "_" shifts down and back, as not every browser knows baselines.
function letter(element, row, attributes = {}) {
  set(element, attributes);
  element.replaceChildren();
  let isBelow = false;
  row.forEach(([text, style]) => {
    const below = style.includes("_");
    const part = svg("tspan", { class: `${style.replace("_", "")}${below ? " sub" : ""}` }, element);
    if (below !== isBelow) part.setAttribute("dy", below ? "0.28em" : "-0.21em");
    part.textContent = text;
    isBelow = below;
  });
}

const at = ([x, y]) => ({ x: tidy(x), y: tidy(y) });
const tidy = (number) => Math.round(number * 10) / 10;
const polyline = (points) => points.map(([x, y], index) => `${index ? "L" : "M"}${tidy(x)} ${tidy(y)}`).join("");

function roundStep(length) {
  const ten = Math.pow(10, Math.floor(Math.log10(length) + 1e-9));
  return [5, 2, 1].find((step) => step * ten <= length * (1 + 1e-9)) * ten || ten;
}

function multiples(step, low, high) {
  const found = [];
  for (let index = Math.ceil(low / step - 1e-9); index <= high / step + 1e-9; index += 1) {
    found.push(Number((index * step).toPrecision(12)));
  }
  return found;
}

// A plot with axes in an <svg>; the axes may change while it is there.
class Plot {
  constructor(element, [width, height], margins, name) {
    const [left, right, top, bottom] = margins;
    Object.assign(this, { element, width, height });
    set(element, { viewBox: `${-left} ${-top} ${width + left + right} ${height + top + bottom}`, role: "group", "aria-label": name });
    const clip = `clip-${element.id}`;
    const inside = svg("clipPath", { id: clip }, svg("defs", {}, element));
    svg("rect", { width, height }, inside);
    this.ground = svg("g", { "clip-path": `url(#${clip})` });
    svg("rect", { class: "ground", width, height }, this.ground);
    element.prepend(this.ground);
    this.ink = svg("g", { "clip-path": `url(#${clip})` }, element);
    svg("rect", { class: "frame", width, height }, element);
    this.axes = svg("g", {}, element);
    this.words = svg("g", {}, element);
  }

  look([left, right], [bottom, top]) {
    Object.assign(this, { left, right, bottom, top });
  }

  x(number) { return ((number - this.left) / (this.right - this.left)) * this.width; }

  y(number) { return ((this.top - number) / (this.top - this.bottom)) * this.height; }

  at([x, y]) { return [this.x(x), this.y(y)]; }

  // The point of the plane under the pointer.
  under(event) {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.element.getScreenCTM().inverse());
    return [
      this.left + (place.x / this.width) * (this.right - this.left),
      this.top - (place.y / this.height) * (this.top - this.bottom),
    ];
  }

  tick(horizontal, vertical, axisNames) {
    this.axes.replaceChildren();
    const mark = (x, y, dx, dy) => svg("path", { class: "frame", d: `M${tidy(x)} ${tidy(y)}l${dx} ${dy}` }, this.axes);
    horizontal.forEach(([number, text]) => {
      mark(this.x(number), this.height, 0, 5);
      svg("text", { class: "tick", x: tidy(this.x(number)), y: this.height + 19, "text-anchor": "middle" }, this.axes).textContent = text;
    });
    vertical.forEach(([number, text]) => {
      mark(0, this.y(number), -5, 0);
      svg("text", { class: "tick", x: -8, y: tidy(this.y(number)) + 4.5, "text-anchor": "end" }, this.axes).textContent = text;
    });
    const [across, up, isTitle] = axisNames;
    letter(svg("text", { x: this.width / 2, y: this.height + 37, "text-anchor": "middle" }, this.axes), across);
    if (isTitle) letter(svg("text", { x: 0, y: -9 }, this.axes), up);
    else letter(svg("text", { x: -38, y: this.height / 2 + 5, "text-anchor": "middle" }, this.axes), up);
  }
}

const numbered = (places) => places.map((number) => [number, write(number, 6)]);

function ticksBetween(low, high, count) {
  return numbered(multiples(roundStep((high - low) / count), low, high));
}

function arrow(parent, role) {
  return {
    shaft: svg("path", { class: `line ${role}` }, parent),
    head: svg("path", { class: `head ${role}` }, parent),
  };
}

function drawArrow({ shaft, head }, tail, tip, size) {
  const length = Math.hypot(tip[0] - tail[0], tip[1] - tail[1]);
  const isSeen = length > 1;
  [shaft, head].forEach((part) => part.toggleAttribute("hidden", !isSeen));
  if (!isSeen) return;
  const way = [(tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length];
  const long = Math.min(size, length);
  const neck = [tip[0] - way[0] * long, tip[1] - way[1] * long];
  const side = [-way[1] * long * 0.42, way[0] * long * 0.42];
  shaft.setAttribute("d", polyline([tail, [neck[0] + way[0], neck[1] + way[1]]]));
  head.setAttribute("d", `${polyline([tip, [neck[0] + side[0], neck[1] + side[1]], [neck[0] - side[0], neck[1] - side[1]]])}Z`);
}

// A graph of samples, broken where there is no value or a jump.
function graphPath(plot, evaluate, low, high, count = 400) {
  const points = Array.from({ length: count + 1 }, (_, index) => {
    const x = low + ((high - low) * index) / count;
    return [x, evaluate(x)];
  });
  const far = 4 * (plot.top - plot.bottom);
  let path = "";
  let isDown = false;
  points.forEach(([x, y], index) => {
    if (!isFinite(y) || Math.abs(y - (plot.top + plot.bottom) / 2) > far) {
      isDown = false;
      return;
    }
    if (isDown && isJump(evaluate, points[index - 1], [x, y], plot.top - plot.bottom)) isDown = false;
    // A value alone is a dot.
    path += `${isDown ? "L" : "M"}${tidy(plot.x(x))} ${tidy(plot.y(y))}${isDown ? "" : "h0"}`;
    isDown = true;
  });
  return path;
}

// Whether the steep step between two samples stays however near they come.
function isJump(evaluate, [left, low], [right, high], height) {
  if (Math.abs(high - low) < 0.05 * height) return false;
  for (let halving = 0; halving < 30; halving += 1) {
    const middle = (left + right) / 2;
    const between = evaluate(middle);
    if (!isFinite(between)) return true;
    if (Math.abs(between - low) > Math.abs(high - between)) [right, high] = [middle, between];
    else [left, low] = [middle, between];
    if (Math.abs(high - low) < 0.02 * height) return false;
  }
  return true;
}

// From where to where a graph is shown: most of its values, and those that must be seen.
function heightsOf(values, seen) {
  const finite = values.filter(isFinite).sort((one, other) => one - other);
  const all = [...finite.slice(Math.floor(finite.length * 0.04), Math.ceil(finite.length * 0.96)), ...seen.filter(isFinite)];
  let [low, high] = [Math.min(...all), Math.max(...all)];
  if (!isFinite(low)) return [-1, 1];
  // What differs by rounding alone is level.
  const usual = 0.25 * STEEPNESS * extent || Math.max(1, Math.abs(low));
  const least = Math.max(1e-6 * usual, 1e-9 * Math.abs(low), 1e-9 * Math.abs(high));
  if (!(high - low > least)) [low, high] = [low - usual, high + usual];
  const step = roundStep((high - low) / 5);
  return [(Math.floor(low / step - 0.4)) * step, (Math.ceil(high / step + 0.4)) * step];
}

// ---- State

const decimals = Math.max(0, -Math.floor(Math.log10(contents.step) + 1e-9)) + 1;
const snap = (number) => Number((Math.round(number / contents.step) * contents.step).toFixed(Math.min(decimals, 20)));
const clamp = (number, [low, high]) => Math.min(Math.max(number, low), high);
const snapInside = (number, [low, high]) => {
  const snapped = snap(clamp(number, [low, high]));
  if (snapped < low) return snap(snapped + contents.step);
  return snapped > high ? snap(snapped - contents.step) : snapped;
};
const degrees = (radians) => (radians * 180) / Math.PI;

function cosine(angle) {
  const turn = ((angle % 360) + 360) % 360;
  if (turn % 90 === 0) return [1, 0, -1, 0][turn / 90];
  if (turn === 60 || turn === 300) return 0.5;
  if (turn === 120 || turn === 240) return -0.5;
  return Math.cos((turn * Math.PI) / 180);
}

const sine = (angle) => cosine(angle - 90);

function wayOf(angles) {
  if (isCurve) return [1];
  if (dimensions === 2) return [cosine(angles[0]), sine(angles[0])];
  const [turn, rise] = angles;
  return [cosine(rise) * cosine(turn), cosine(rise) * sine(turn), sine(rise)];
}

function startState() {
  const way = isCurve ? [1] : start.direction;
  const angles = isCurve ? [] : [degrees(Math.atan2(way[1], way[0]))];
  if (dimensions === 3) angles.push(degrees(Math.atan2(way[2], Math.hypot(way[0], way[1]))));
  // A short exact direction that is as near to a whole angle as rounding goes has that angle.
  const isShort = "direction" in start.exact;
  const whole = (angle) => (isShort && Math.abs(angle - Math.round(angle)) < 1e-12 ? Math.round(angle) : angle);
  return { point: start.point, angles: angles.map(whole), way };
}

let state = startState();

function move(point) {
  const inside = point.map((x, axis) => (x === state.point[axis] ? x : snapInside(x, ranges[axis])));
  change({ ...state, point: inside });
}

function turn(angles) {
  change({ ...state, angles, way: wayOf(angles) });
}

function change(next) {
  state = next;
  schedule();
}

let isScheduled = false;

function schedule() {
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(() => {
    isScheduled = false;
    show();
  });
}

// ---- The plane

const views = [];
const side = document.querySelector(".side");

function sidePanel(id) {
  return svg("svg", { id, class: "panel" }, side);
}

// Where curves cross in a square, or the middle of a line is so far from the level beside the square's
// corners, it is cut into so many along a side, in so many squares of a level.
const SHARP = 0.03;
const FINER = 7;
const MOST_REFINED = 8;

// The level set where a function of the plane has a value, by marching squares over values that are
// computed once; each crossing is put on the curve by the secant rule, and left out at a jump.
class LevelSet {
  constructor(evaluate, [across, up], long, isFine = false) {
    const sizes = [across, up].map(([low, high]) => high - low);
    // Odd, so that a curve through the middle, as along u or the gradient, is no row of corners.
    const count = (axis) => Math.max(8, Math.round((long * sizes[axis]) / Math.max(...sizes))) | 1;
    Object.assign(this, { evaluate, corner: [across[0], up[0]], sizes, columns: count(0), rows: count(1), isFine });
    this.values = [];
    for (let row = 0; row <= this.rows; row += 1) {
      this.values.push(Array.from({ length: this.columns + 1 }, (_, column) => evaluate(...this.place(column, row))));
    }
  }

  place(column, row) {
    const [left, bottom] = this.corner;
    return [left + (column / this.columns) * this.sizes[0], bottom + (row / this.rows) * this.sizes[1]];
  }

  // Those of the last level are kept, as a direction turns without it.
  segments(level) {
    if (level !== this.level) Object.assign(this, { level, found: this.trace(level) });
    return this.found;
  }

  // Whether curves cross or turn sharply in a square, so that straight lines would cut them short.
  isCrossing(edges, level, most) {
    if (edges.length !== 2 || !edges[0] || !edges[1]) return edges.length === 4;
    const middle = edges[0].map((x, axis) => (x + edges[1][axis]) / 2);
    return Math.abs(this.evaluate(...middle) - level) > SHARP * most;
  }

  within(column, row) {
    const [[left, bottom], [right, top]] = [this.place(column, row), this.place(column + 1, row + 1)];
    return new LevelSet(this.evaluate, [[left, right], [bottom, top]], FINER, true);
  }

  trace(level) {
    const found = [];
    let refined = 0;
    const crossings = new Map();
    const crossing = (one, other) => {
      const key = `${one}|${other}`;
      if (!crossings.has(key)) crossings.set(key, this.cross(one, other, level));
      return crossings.get(key);
    };
    const isAbove = (column, row) => this.values[row][column] >= level;
    for (let row = 0; row < this.rows; row += 1) {
      for (let column = 0; column < this.columns; column += 1) {
        const isFirst = isAbove(column, row);
        const isSame = isFirst === isAbove(column + 1, row) && isFirst === isAbove(column, row + 1);
        if (isSame && isFirst === isAbove(column + 1, row + 1)) continue;
        const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
        const above = corners.map(([x, y]) => isAbove(x, y));
        if (!corners.every(([x, y]) => isFinite(this.values[y][x]))) continue;
        const edges = [];
        corners.forEach((corner, index) => {
          const next = corners[(index + 1) % 4];
          if (above[index] === above[(index + 1) % 4]) return;
          const isForward = corner[0] < next[0] || corner[1] < next[1];
          edges.push(isForward ? crossing(corner, next) : crossing(next, corner));
        });
        const most = Math.max(...corners.map(([x, y]) => Math.abs(this.values[y][x] - level)));
        if (refined < MOST_REFINED && !this.isFine && this.isCrossing(edges, level, most)) {
          refined += 1;
          found.push(...this.within(column, row).trace(level));
          continue;
        }
        if (edges.length === 4) {
          const middle = this.evaluate(...this.place(column + 0.5, row + 0.5)) >= level;
          if (middle === above[0]) edges.push(edges.shift());
        }
        for (let index = 0; index + 1 < edges.length; index += 2) {
          if (edges[index] && edges[index + 1]) found.push([edges[index], edges[index + 1]]);
        }
      }
    }
    return found;
  }

  cross(one, other, level) {
    let [from, to] = [this.place(...one), this.place(...other)];
    let [low, high] = [this.values[one[1]][one[0]] - level, this.values[other[1]][other[0]] - level];
    const step = Math.abs(high - low);
    let place = from;
    let left = Infinity;
    for (let round = 0; round < 7 && !(Math.abs(left) < 0.002 * step); round += 1) {
      // The secant alone stands still where f is flat on one side.
      const part = round % 3 < 2 ? clamp(low / (low - high), [0.02, 0.98]) : 0.5;
      const exact = low === 0 ? 0 : high === 0 ? 1 : part;
      place = from.map((x, axis) => x + exact * (to[axis] - x));
      left = this.evaluate(...place) - level;
      if (left < 0 === low < 0) [from, low] = [place, left];
      else [to, high] = [place, left];
    }
    return Math.abs(left) < 0.2 * step || left === 0 ? place : null;
  }
}

// How much stands where in a plot, by square cells: words go where little does.
class Clutter {
  constructor({ width, height }) {
    Object.assign(this, { columns: Math.ceil(width / CELL), rows: Math.ceil(height / CELL) });
    this.cells = new Float32Array(this.columns * this.rows);
  }

  copy() {
    const other = Object.create(Clutter.prototype);
    return Object.assign(other, this, { cells: this.cells.slice() });
  }

  add([x, y], weight) {
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return;
    this.cells[row * this.columns + column] += weight;
  }

  addLine([fromX, fromY], [toX, toY], weight) {
    const count = Math.min(400, Math.ceil(Math.hypot(toX - fromX, toY - fromY) / CELL)) || 1;
    for (let index = 0; index <= count; index += 1) {
      this.add([fromX + ((toX - fromX) * index) / count, fromY + ((toY - fromY) * index) / count], weight);
    }
  }

  // What stands in a box around a place; Infinity where it leaves the plot.
  under([x, y], [wide, high]) {
    const [left, right] = [x - wide / 2, x + wide / 2].map((side) => Math.floor(side / CELL));
    const [top, bottom] = [y - high / 2, y + high / 2].map((side) => Math.floor(side / CELL));
    if (left < 0 || top < 0 || right >= this.columns || bottom >= this.rows) return Infinity;
    let total = 0;
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) total += this.cells[row * this.columns + column];
    }
    return total;
  }

  addBox([x, y], [wide, high], weight) {
    for (let down = -high / 2; down <= high / 2; down += CELL) {
      for (let along_ = -wide / 2; along_ <= wide / 2; along_ += CELL) this.add([x + along_, y + down], weight);
    }
  }
}

const CELL = 6;
// What words avoid, from least to most.
const ON_CONTOUR = 1, ON_LEVEL = 1.5, ON_TANGENT = 3, ON_NUMBER = 4, ON_ARROW = 6, ON_WORDS = 9;
// How much may stand below a name before it leaves its place: names that jump about are not read.
const KEPT = 24;

// The level lines of the backdrop with their numbers, which stay where they are.
function clutterOf(backdrop, plot) {
  const clutter = new Clutter(plot);
  backdrop.querySelectorAll(".contour").forEach((path) => {
    path.getAttribute("d").split("M").slice(1).forEach((line) => {
      const numbers = line.replace("l", " ").match(/-?\d+/g).map(Number);
      let place = [numbers[0] * FINE, numbers[1] * FINE];
      for (let index = 2; index + 1 < numbers.length; index += 2) {
        const next = [place[0] + numbers[index] * FINE, place[1] + numbers[index + 1] * FINE];
        clutter.addLine(place, next, ON_CONTOUR);
        place = next;
      }
    });
  });
  backdrop.querySelectorAll(".number").forEach((number) => {
    const place = number.getAttribute("transform").match(/-?[\d.]+/g).slice(0, 2).map(Number);
    clutter.addBox(place, [7 * number.textContent.length + 6, 16], ON_NUMBER);
  });
  return clutter;
}

// A level line and its numbers give way to the level curve through P where that is the same.
function levelsOf(backdrop) {
  const lines = [...backdrop.querySelectorAll(".contour")].map((line) => [line, Number(line.dataset.level)]);
  const numbers = [...backdrop.querySelectorAll(".number")].map((text) => [text, Number(text.textContent.replace("−", "-"))]);
  return (height) => [...lines, ...numbers].forEach(([part, level]) => {
    part.toggleAttribute("hidden", Math.abs(level - height) <= 1e-9 * Math.abs(level) + 1e-12 * STEEPNESS * extent);
  });
}

// The unit in which the backdrop's lines are written, in pixels: see page.css.
const FINE = 0.2;
// P in a plane with its level curve, the tangent, the gradient and u, and their names.
class Scenery {
  constructor(plot, half, unit, tangentWord) {
    Object.assign(this, { plot, half, unit, tangentWord, scale: 0, last: {} });
    this.level = svg("path", { class: "line level" }, plot.ink);
    this.tangent = svg("path", { class: "line tangent" }, plot.ink);
    this.gradient = arrow(plot.ink, "gradient");
    this.direction = arrow(plot.ink, "direction");
    const label = (role) => svg("text", { class: `halo ${role}`, "text-anchor": "middle", "dominant-baseline": "central" }, plot.words);
    this.labels = Object.fromEntries(["level", "tangent", "gradient", "direction", "point"].map((role) => [role, label(role)]));
  }

  // Draws what is true at a point; `gradient` is null where there is no arrow. It gives where u ends.
  draw({ point, way, gradient, segments, height, clutter }) {
    const { plot } = this;
    // Small screens have larger letters: see page.css.
    this.letters = parseFloat(getComputedStyle(this.labels.point).fontSize) / 14;
    const crowd = clutter.copy();
    const place = plot.at(point);
    const length = this.unitAt(point, way);
    const end = plot.at(along(point, way, length));
    drawArrow(this.direction, place, end, 13);
    crowd.addLine(place, end, ON_ARROW);
    crowd.addBox(place, [18, 18], ON_ARROW);
    const waiting = gradient ? this.drawGradient(point, gradient, crowd) : [];
    waiting.splice(1, 0, ["direction", scaled(DIRECTION, length), around(end, [way[0], -way[1]], 17)]);
    waiting.push(["point", [POINT], around(place, [-way[0], way[1]], 18)]);
    const lines = segments.map((ends) => ends.map((one) => plot.at(one)));
    const gap = this.nameLevel(lines, height, crowd);
    const shown = lines.filter(([from]) => !gap || !isWithin(from, gap));
    this.level.setAttribute("d", shown.map(polyline).join(""));
    shown.forEach(([from, to]) => crowd.addLine(from, to, ON_LEVEL));
    ["gradient", "tangent"].forEach((role) => this.labels[role].toggleAttribute("hidden", true));
    waiting.forEach(([role, row, places]) => this.name(role, row, places, crowd));
    [this.tangent, ...Object.values(this.gradient)].forEach((part) => part.toggleAttribute("hidden", !gradient));
    return end;
  }

  // The arrow and the tangent across it; the names that they are to have, with places for each.
  drawGradient(point, gradient, crowd) {
    const { plot } = this;
    const place = plot.at(point);
    const norm = Math.hypot(...gradient);
    const ahead = gradient.map((slope) => slope / norm);
    this.scale = this.scaleOf(norm, this.roomAlong(point, ahead));
    const head = plot.at(along(point, gradient, this.scale));
    drawArrow(this.gradient, place, head, 16);
    crowd.addLine(place, head, ON_ARROW);
    const far = plot.width + plot.height;
    const inside = (step) => [place[0] - ahead[1] * step, place[1] - ahead[0] * step];
    this.tangent.setAttribute("d", polyline([inside(far), inside(-far)]));
    for (let step = -far; step < far; step += CELL) crowd.add(inside(step), ON_TANGENT);
    return [
      ["gradient", scaled(GRADIENT, this.scale), around(head, [ahead[0], -ahead[1]], 24)],
      ["tangent", [[this.tangentWord, ""]], besideLine(inside, [-ahead[1], -ahead[0]])],
    ];
  }

  // Puts a name on the emptiest of some places, the first one if it can be, and rather where it was.
  name(role, row, places, crowd, most = Infinity) {
    const size = [(8.2 * plain(row).length + 8) * this.letters, 20 * this.letters];
    let [best, least] = [null, most];
    places.forEach(({ spot, cost, index }) => {
      const total = cost + crowd.under(spot, size) - (this.last[role] === index ? KEPT : 0);
      if (total < least) [least, best] = [total, { spot, index }];
    });
    this.labels[role].toggleAttribute("hidden", !best);
    if (!best) return null;
    this.last[role] = best.index;
    crowd.addBox(best.spot, size, ON_WORDS);
    letter(this.labels[role], row, at(best.spot));
    return { spot: best.spot, size };
  }

  // The gap of the level curve in which its name stands.
  nameLevel(lines, height, crowd) {
    const known = exactly("value");
    const isWhole = known && known.is_decimal && Number(height.toPrecision(4)) === height;
    const row = [F, [` ${isWhole ? "=" : "≈"} ${write(height, 4)}`, ""]];
    const step = Math.ceil(lines.length / 160) || 1;
    const before = this.levelSpot;
    const places = lines.length > 3 ? lines.filter((_, index) => index % step === 0).map(([spot]) => {
      const moved = before ? Math.hypot(spot[0] - before[0], spot[1] - before[1]) : 0;
      return { spot, cost: Math.min(moved / 12, 8), index: spot };
    }) : [];
    const gap = this.name("level", row, places, crowd, 80);
    this.levelSpot = gap && gap.spot;
    return gap;
  }

  // A round factor by which ∇f(P) is drawn; it changes only where the arrow would be too long or short.
  scaleOf(norm, room) {
    const { half, scale } = this;
    const shortest = 0.16 * half;
    const longest = Math.max(Math.min(0.85 * half, room), 1.2 * shortest);
    if (scale && norm * scale <= longest && norm * scale >= shortest) return scale;
    if (norm <= longest && norm >= shortest) return 1;
    const wanted = Math.min(0.7 * half, longest) / norm;
    if (wanted >= 1) return roundStep(wanted);
    const least = 1 / wanted;
    return 1 / [1, 2, 2.5, 5].map((grow) => roundStep(least * grow)).find((round) => round >= least * (1 - 1e-9));
  }

  // How far it is from P to the sides, with room for the head of an arrow.
  roomAlong(point, way) {
    const { plot, half } = this;
    const sides = [[plot.left, plot.right], [plot.bottom, plot.top]];
    return Math.min(...way.map((part, axis) => {
      const [low, high] = sides[axis];
      if (Math.abs(part) < 1e-12) return Infinity;
      return Math.max(0, (part > 0 ? high - point[axis] : point[axis] - low) - 0.05 * half) / Math.abs(part);
    }));
  }

  unitAt(point, way) {
    const room = this.roomAlong(point, way);
    return room >= this.unit || room < 0.12 * this.half ? this.unit : roundStep(room);
  }
}

const isWithin = (point, { spot, size }) => point.every((x, axis) => Math.abs(x - spot[axis]) < size[axis] / 2);

function scaled(row, factor) {
  if (factor === 1) return row;
  return factor < 1 ? [...row, [`/${write(1 / factor, 4)}`, ""]] : [[`${write(factor, 4)}\u2009`, ""], ...row];
}

// Places around one, ahead of it first.
function around([x, y], [right, down], distance) {
  const ahead = Math.atan2(down, right);
  return [0, 1, -1, 2, -2, 3, -3, 4].map((eighth) => {
    const angle = ahead + (eighth * Math.PI) / 4;
    const spot = [x + Math.cos(angle) * (distance + 8), y + Math.sin(angle) * distance];
    return { spot, cost: 1.5 * Math.abs(eighth), index: eighth };
  });
}

// Places beside a line through P, on both sides of it.
function besideLine(inside, across) {
  const places = [];
  for (let step = -36; step <= 36; step += 1) {
    const [x, y] = inside(step * 14);
    [1, -1].forEach((sign) => {
      const off = [sign * across[1] * 36, -sign * across[0] * 15];
      places.push({ spot: [x + off[0], y + off[1]], cost: Math.abs(step) < 6 ? 12 : 0.08 * Math.abs(step), index: `${sign}${step}` });
    });
  }
  return places;
}

function grip(name, parent) {
  const group = svg("g", { class: "handle", tabindex: 0, role: "slider", "aria-label": name, "aria-valuenow": 0 }, parent);
  svg("circle", { class: "grip", r: 20 }, group);
  svg("circle", { class: "ring", r: 13 }, group);
  return group;
}

// The handle at the tip of u, within reach also where the arrow leaves the frame.
function holdTip(tip, plot, end, angle) {
  const hold = [clamp(end[0], [10, plot.width - 10]), clamp(end[1], [10, plot.height - 10])];
  set(tip, {
    transform: `translate(${hold.map(tidy).join(" ")})`,
    "aria-valuetext": angleText(angle), "aria-valuenow": Math.round(angle), "aria-valuemin": -180, "aria-valuemax": 180,
  });
}

function planeView() {
  const element = document.getElementById("plane");
  const backdrop = document.getElementById("backdrop");
  const step = roundStep(extent / 4);
  const [across, up] = ranges.map((range) => numbered(multiples(step, ...range)));
  // Long numbers leave no room for a name beside them.
  const isLong = up.some(([, text]) => text.length > 3);
  const plot = new Plot(element, contents.size, [54, 14, isLong ? 26 : 12, 44], say("plane"));
  plot.look(...ranges);
  const pattern = svg("pattern", { id: "hatch", width: 8, height: 8, patternUnits: "userSpaceOnUse" }, element.querySelector("defs"));
  svg("path", { d: "M-2 10L10-2M-2 2L2-2M6 10L10 6" }, pattern);
  plot.ground.append(backdrop);
  plot.tick(across, up, [[[names.variables[0], "i"]], [[names.variables[1], "i"]], isLong]);
  const half = extent / 2;
  // Long enough to be taken hold of.
  const given = contents.unit || 1;
  const unit = given < 0.25 * half || given > half ? roundStep(half * 0.5) : given;
  const scenery = new Scenery(plot, half, unit, words.tangent);
  const levels = new LevelSet(value, ranges, 132);
  const clutter = clutterOf(backdrop, plot);
  const giveWay = levelsOf(backdrop);
  const tip = grip(say("tip_handle"), element);
  const knob = grip(say("point_handle"), element);
  svg("circle", { class: "dot point", r: 6 }, knob);
  drag(knob, plot, (place) => move(place));
  drag(tip, plot, (place) => {
    const [right, up_] = place.map((x, axis) => x - state.point[axis]);
    if (Math.hypot(right, up_) > 1e-9 * extent) turn([Math.round(degrees(Math.atan2(up_, right)))]);
  });
  keys(knob, (axis, steps) => move(along(state.point, axisWay(axis), steps * contents.step)));
  keys(tip, (axis, steps) => turn([nextAngle(state.angles[0], steps)]));
  return (facts) => {
    const { point, way } = state;
    const segments = isFinite(facts.height) ? levels.segments(facts.height) : [];
    giveWay(segments.length ? facts.height : NaN);
    const end = scenery.draw({
      point, way, clutter, height: facts.height, segments,
      gradient: facts.kind === "smooth" ? facts.gradient : null,
    });
    set(knob, { transform: `translate(${plot.at(point).map(tidy).join(" ")})`, "aria-valuetext": `${LETTER} = ${writePlace(point)}` });
    holdTip(tip, plot, end, state.angles[0]);
  };
}

// ---- The plane through P in space that u and the gradient lie in

// The gradient points up in it, and u may turn.
function spaceView() {
  const element = document.getElementById("plane");
  const [width, height] = contents.size;
  const { reach } = contents;
  const sides = [[-reach * (width / height), reach * (width / height)], [-reach, reach]];
  const plot = new Plot(element, contents.size, [54, 14, 26, 44], say("plane_section"));
  document.getElementById("backdrop").remove();
  plot.look(...sides);
  const ticks = sides.map((side_) => ticksBetween(...side_, 5));
  const thin = svg("path", { class: "thin" }, plot.ink);
  const scenery = new Scenery(plot, reach, roundStep(reach / 2), words.tangent_plane);
  svg("circle", { class: "dot point", r: 6, cx: tidy(plot.x(0)), cy: tidy(plot.y(0)) }, plot.ink);
  const tip = grip(say("tip_handle"), element);
  let axes = [[1, 0, 0], [0, 0, 1]];
  const inSpace = ([right, up]) => axes[0].map((part, axis) => right * part + up * axes[1][axis]);
  const turnTo = (angle) => {
    const way = inSpace([cosine(angle), sine(angle)]);
    turn([degrees(Math.atan2(way[1], way[0])), degrees(Math.asin(clamp(way[2], [-1, 1])))]);
  };
  const angleInPlane = () => degrees(Math.atan2(dot(state.way, axes[1]), dot(state.way, axes[0])));
  drag(tip, plot, ([right, up]) => {
    if (Math.hypot(right, up) > 1e-9 * reach) turnTo(Math.round(degrees(Math.atan2(up, right))));
  });
  keys(tip, (_, steps) => turnTo(nextAngle(Number(angleInPlane().toFixed(6)), steps)));
  return (facts) => {
    const { point, way } = state;
    const gradient = facts.kind === "smooth" ? facts.gradient : null;
    axes = planeAlong(way, gradient, axes);
    plot.tick(...ticks, [[], titleOf(gradient ? "plane_of_gradient" : "plane_of"), true]);
    const evaluate = (right, up) => value(...along(point, inSpace([right, up]), 1));
    const levels = new LevelSet(evaluate, sides, 64);
    const clutter = new Clutter(plot);
    const lines = roundLevels(levels.values.flat()).flatMap((level) => levels.trace(level));
    lines.forEach(([from, to]) => clutter.addLine(plot.at(from), plot.at(to), ON_CONTOUR));
    thin.setAttribute("d", lines.map((ends) => polyline(ends.map((one) => plot.at(one)))).join(""));
    const end = scenery.draw({
      point: [0, 0], way: axes.map((axis) => dot(way, axis)), clutter, height: facts.height,
      gradient: gradient && [0, facts.norm],
      segments: isFinite(facts.height) ? levels.trace(facts.height) : [],
    });
    holdTip(tip, plot, end, Math.round(angleInPlane()));
  };
}

// A row of the wording as mathematics for a drawing.
function titleOf(key) {
  const gaps = { point: [POINT], direction: DIRECTION, gradient: GRADIENT, f: [F], above: ABOVE };
  return rowOf(key).split(/\{(\w+)\}/).flatMap((part, index) => (index % 2 ? gaps[part] : [[part, ""]]));
}

// Axes of the plane along u and the gradient, as near as can be to those before: to the right and
// up, where the gradient points; where there is none, u points to the right.
function planeAlong(way, gradient, [right, up]) {
  const first = gradient ? unitOf(gradient) : way;
  const rest = gradient ? [way, right, up, ...ranges.map((_, axis) => axisWay(axis))] : [up, right, ...ranges.map((_, axis) => axisWay(axis))];
  const across = rest.map((one) => one.map((part, axis) => part - dot(one, first) * first[axis]));
  const second = unitOf(across.find((one) => Math.hypot(...one) > 1e-6));
  const before = gradient ? right : up;
  const nearest = dot(second, before) < 0 ? opposite(second) : second;
  return gradient ? [nearest, first] : [first, nearest];
}

function unitOf(vector) {
  const length = Math.hypot(...vector);
  return vector.map((part) => part / length);
}

// Some round levels between most of the values.
function roundLevels(values) {
  const finite = values.filter((number, index) => index % 5 === 0 && isFinite(number)).sort((one, other) => one - other);
  const [low, high] = [0.03, 0.97].map((part) => finite[Math.floor(part * finite.length)]);
  return high - low > 1e-9 * Math.abs(high) ? multiples(roundStep((high - low) / 7), low, high) : [];
}

// ---- Sections, rates, curves

function sectionView() {
  const plot = new Plot(sidePanel("section"), [400, 190], [54, 20, 26, 44], say("section"));
  const graph = svg("path", { class: "line section" }, plot.ink);
  const halves = [0, 1].map(() => svg("path", { class: "line tangent" }, plot.ink));
  const knob = svg("circle", { class: "dot point", r: 6 }, plot.ink);
  const t = names.distance;
  const title = [F, ["(", ""], POINT, [" + ", ""], [t, "i"], ...DIRECTION, [")", ""]];
  return (facts) => {
    const { point, way } = state;
    const { reach } = contents;
    const evaluate = (step) => value(...along(point, way, step));
    const samples = Array.from({ length: 81 }, (_, index) => evaluate(reach * (index / 40 - 1)));
    plot.look([-reach, reach], heightsOf(samples.slice(20, 61), [facts.height]));
    plot.tick(ticksBetween(-reach, reach, 5), ticksBetween(plot.bottom, plot.top, 4), [[[t, "i"]], title, true]);
    graph.setAttribute("d", graphPath(plot, evaluate, -reach, reach));
    drawTangents(plot, halves, 0, facts);
    drawKnob(plot, knob, 0, facts);
  };
}

// The tangent at a place, or the half-tangents.
function drawTangents(plot, halves, place, facts) {
  const slopesOfSides = facts.kind === "corner" ? [facts.forward, facts.backward] : [facts.rate, facts.rate];
  halves.forEach((half, index) => {
    const slope = slopesOfSides[index];
    const isSlope = isFinite(slope) || (Math.abs(slope) === Infinity && !facts.breaks);
    const isSeen = isSlope && isFinite(facts.height);
    half.toggleAttribute("hidden", !isSeen);
    if (!isSeen) return;
    if (!isFinite(slope)) {
      const end = slope > 0 === index < 1 ? plot.top : plot.bottom;
      half.setAttribute("d", polyline([plot.at([place, facts.height]), plot.at([place, end])]));
      return;
    }
    const run = (index ? -1 : 1) * (plot.right - plot.left);
    half.setAttribute("d", polyline([plot.at([place, facts.height]), plot.at([place + run, facts.height + slope * run])]));
  });
}

function drawKnob(plot, knob, place, facts) {
  const isSeen = isFinite(facts.height);
  knob.toggleAttribute("hidden", !isSeen);
  if (isSeen) set(knob, { cx: tidy(plot.x(place)), cy: tidy(plot.y(facts.height)) });
}

// The rates in all directions: over the angle with the first axis in the plane, in space over that
// with the gradient.
function ratesView() {
  const isPlane = dimensions === 2;
  const plot = new Plot(sidePanel("rates"), [400, 190], [54, 20, 26, 44], say("rates"));
  const zero = svg("path", { class: "zero" }, plot.ink);
  const graph = svg("path", { class: "line graph" }, plot.ink);
  const drops = ["gradient", "gradient", "direction"].map((role) => svg("path", { class: `line drop ${role}` }, plot.ink));
  const dots = ["gradient", "gradient", "tangent", "tangent", "direction"].map((role) => svg("circle", { class: `dot ${role}`, r: role === "direction" ? 6.5 : 5 }, plot.ink));
  const labels = ["gradient", "gradient", "direction"].map((role) => svg("text", { class: `halo ${role}`, "text-anchor": "middle" }, plot.words));
  const span = isPlane ? [-180, 180] : [0, 180];
  const angleOf = (facts) => {
    if (isPlane) return state.angles[0];
    const { gradient, norm } = facts;
    if (facts.kind === "critical") return 0;
    return gradient && norm ? degrees(Math.acos(clamp(dot(gradient, state.way) / norm, [-1, 1]))) : NaN;
  };
  const angleName = isPlane ? [[names.turn, "i"]] : [["∠(", ""], ...DIRECTION, [", ", ""], ...GRADIENT, [")", ""]];
  const within = (angle) => ((((angle + 180) % 360) + 360) % 360) - 180;
  const mark = (index, angle, rate) => {
    const isSeen = isFinite(rate) && isFinite(angle);
    dots[index].toggleAttribute("hidden", !isSeen);
    if (isSeen) set(dots[index], { cx: tidy(plot.x(angle)), cy: tidy(plot.y(rate)) });
    const drop = { 0: 0, 1: 1, 4: 2 }[index];
    if (drop === undefined) return;
    drops[drop].toggleAttribute("hidden", !isSeen);
    labels[drop].toggleAttribute("hidden", !isSeen);
    if (isSeen) drops[drop].setAttribute("d", polyline([plot.at([angle, 0]), plot.at([angle, rate])]));
  };
  const name = (index, row, angle, rate) => {
    const up = rate >= 0 ? -11 : 22;
    letter(labels[index], row, { x: tidy(clamp(plot.x(angle), [34, plot.width - 34])), y: tidy(clamp(plot.y(rate) + up, [14, plot.height - 5])) });
  };
  return (facts) => {
    let evaluate = () => NaN;
    const isSmooth = facts.kind === "smooth" || facts.kind === "critical";
    if (isSmooth && isPlane) evaluate = (angle) => dot(facts.gradient, wayOf([angle]));
    if (isSmooth && !isPlane) evaluate = (angle) => facts.norm * cosine(angle);
    if (facts.kind === "corner" && isPlane) evaluate = measuredRates(facts);
    const samples = Array.from({ length: 73 }, (_, index) => evaluate(span[0] + ((span[1] - span[0]) * index) / 72));
    const sizes = samples.filter(isFinite).map(Math.abs);
    const most = Math.max(0, ...sizes) || 1;
    const step = roundStep(most / 2);
    const top = Math.ceil((most * 1.25) / step) * step;
    plot.look(span, [-top, top]);
    const quarter = isPlane ? 90 : 45;
    plot.tick(
      multiples(quarter, ...span).map((angle) => [angle, `${write(angle)}°`]),
      ticksBetween(-top, top, 4),
      [angleName, facts.kind === "corner" && isPlane ? [...RATE, ["  (", ""], ...titleOf("measured"), [")", ""]] : RATE, true],
    );
    zero.setAttribute("d", polyline([plot.at([span[0], 0]), plot.at([span[1], 0])]));
    graph.setAttribute("d", graphPath(plot, evaluate, ...span, facts.kind === "corner" ? 120 : 180));
    const given = angleOf(facts);
    const ascent = facts.kind === "smooth" ? (isPlane ? degrees(Math.atan2(facts.gradient[1], facts.gradient[0])) : 0) : NaN;
    mark(0, isPlane ? within(ascent) : ascent, facts.norm);
    mark(1, isPlane ? within(ascent + 180) : ascent + 180, -facts.norm);
    mark(2, isPlane ? within(ascent + 90) : ascent + 90, 0);
    mark(3, isPlane ? within(ascent - 90) : NaN, 0);
    const rate = facts.kind === "corner" ? facts.forward : facts.rate;
    mark(4, given, rate);
    if (isFinite(ascent)) {
      name(0, NORM, isPlane ? within(ascent) : 0, facts.norm);
      name(1, [["−", ""], ...NORM], isPlane ? within(ascent + 180) : 180, -facts.norm);
    }
    labels[2].toggleAttribute("hidden", !isFinite(rate + given));
    if (isFinite(rate + given)) {
      name(2, DIRECTION, given, rate);
      // Where the given direction is nearly an extreme one, the names would cover each other.
      const isNear = isFinite(ascent) && Math.abs(Math.abs(rate) - facts.norm) < 0.25 * facts.norm;
      if (isNear) labels[2].setAttribute("hidden", "");
    }
  };
}

function measuredRates(facts) {
  const known = new Map();
  return (angle) => {
    if (!known.has(angle)) known.set(angle, oneSidedRate(state.point, facts.height, wayOf([angle])));
    return known.get(angle);
  };
}

function curveView() {
  const plot = new Plot(document.getElementById("plane"), contents.size, [54, 14, 26, 44], say("curve"));
  document.getElementById("backdrop").remove();
  plot.look(ranges[0], contents.heights);
  const [x] = names.variables;
  plot.tick(ticksBetween(...ranges[0], 5), ticksBetween(...contents.heights, 4), [[[x, "i"]], [F, ["(", ""], [x, "i"], [")", ""]], true]);
  svg("path", { class: "line graph", d: graphPath(plot, value, ...ranges[0], 900) }, plot.ink);
  const halves = [0, 1].map(() => svg("path", { class: "line tangent" }, plot.ink));
  const knob = svg("g", { class: "handle", tabindex: 0, role: "slider", "aria-label": say("point_handle"), "aria-valuenow": 0 }, plot.element);
  svg("circle", { class: "grip", r: 22 }, knob);
  svg("circle", { class: "ring", r: 13 }, knob);
  svg("circle", { class: "dot point", r: 6 }, knob);
  drag(knob, plot, ([place]) => move([place]));
  keys(knob, (axis, steps) => move([state.point[0] + steps * contents.step]));
  return (facts) => {
    const [place] = state.point;
    const height = isFinite(facts.height) ? clamp(facts.height, [plot.bottom, plot.top]) : clamp(0, [plot.bottom, plot.top]);
    set(knob, { transform: `translate(${tidy(plot.x(place))} ${tidy(plot.y(height))})`, "aria-valuenow": place, "aria-valuemin": ranges[0][0], "aria-valuemax": ranges[0][1], "aria-valuetext": `${x} = ${write(place, 12)}` });
    drawTangents(plot, halves, place, facts);
  };
}

function derivativeView() {
  const plot = new Plot(sidePanel("derivative"), [400, 230], [54, 14, 26, 44], say("derivative"));
  const [x] = names.variables;
  const evaluate = (place) => slopes(place)[1][0];
  const samples = Array.from({ length: 161 }, (_, index) => evaluate(ranges[0][0] + (widths[0] * (index + 0.5)) / 161));
  plot.look(ranges[0], heightsOf(samples, [0]));
  plot.tick(ticksBetween(...ranges[0], 5), ticksBetween(plot.bottom, plot.top, 4), [[[x, "i"]], [F, ["′(", ""], [x, "i"], [")", ""]], true]);
  svg("path", { class: "zero", d: polyline([plot.at([plot.left, 0]), plot.at([plot.right, 0])]) }, plot.ink);
  svg("path", { class: "line section", d: graphPath(plot, evaluate, ...ranges[0], 900) }, plot.ink);
  const knob = svg("circle", { class: "dot tangent", r: 6 }, plot.ink);
  return (facts) => {
    const isSeen = facts.kind !== "corner" && isFinite(facts.rate);
    knob.toggleAttribute("hidden", !isSeen);
    if (isSeen) set(knob, { cx: tidy(plot.x(state.point[0])), cy: tidy(plot.y(facts.rate)) });
  };
}

// ---- Hands

function drag(handle, plot, follow) {
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    event.preventDefault();
  });
  handle.addEventListener("pointermove", (event) => {
    if (handle.hasPointerCapture(event.pointerId)) follow(plot.under(event));
  });
}

const KEYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowDown: [1, -1], ArrowUp: [1, 1] };

function keys(handle, follow) {
  handle.addEventListener("keydown", (event) => {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    const [axis, sign] = KEYS[event.key];
    follow(isCurve ? 0 : axis, sign * (event.shiftKey ? 10 : 1));
  });
}

// The next whole degree, from -180 to 180.
function nextAngle(angle, steps) {
  const next = Number.isInteger(angle) ? angle + steps : (steps > 0 ? Math.ceil(angle) : Math.floor(angle)) + steps - Math.sign(steps);
  return next > 180 ? next - 360 : next < -180 ? next + 360 : next;
}

const sliders = [];

function slider(name, low, high, step, read, follow, role) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  Object.assign(input, { type: "range", className: role });
  set(input, { min: low, max: high, step });
  const text = document.createElement("span");
  text.textContent = name;
  label.append(text, input);
  document.getElementById("controls").append(label);
  input.addEventListener("input", () => follow(Number(input.value)));
  sliders.push(() => {
    const [number, shown] = read();
    input.value = number;
    input.setAttribute("aria-valuetext", shown);
  });
}

function buildControls() {
  const coordinateSlider = (variable, axis) => {
    const [low, high] = ranges[axis];
    slider(
      say("coordinate", { variable }), snapInside(low, ranges[axis]), snapInside(high, ranges[axis]), contents.step,
      () => [state.point[axis], write(state.point[axis], 12)],
      (number) => move(state.point.map((x, other) => (other === axis ? number : x))),
      "of-point",
    );
  };
  names.variables.forEach(coordinateSlider);
  const angleSlider = (name, index, [low, high]) => slider(
    name, low, high, 1,
    () => [state.angles[index], `${write(state.angles[index])}°`],
    (number) => turn(state.angles.map((angle, other) => (other === index ? number : angle))),
    "of-direction",
  );
  if (!isCurve) angleSlider(say("angle", { axis: names.variables[0] }), 0, [-180, 180]);
  if (dimensions === 3) angleSlider(say("elevation", { first: names.variables[0], second: names.variables[1] }), 1, [-90, 90]);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.start_again;
  button.addEventListener("click", () => {
    state = startState();
    schedule();
  });
  document.getElementById("controls").append(button);
}

// ---- Words and numbers

// What depends on the direction alone, and what on P and the direction.
const OF_DIRECTION = ["direction"];
const OF_BOTH = ["rate", ...SIDES];

// What is exactly known where the page stands, by its name; null where nothing is.
function exactly(name) {
  const isThere = OF_DIRECTION.includes(name) || isAtStart(state.point);
  const isThatWay = isStartWay(state.way) || !(OF_DIRECTION.includes(name) || OF_BOTH.includes(name));
  return (isThere && isThatWay && start.exact[name]) || null;
}

// Markup that was read once is copied.
const formulas = new Map();

function formula(markup) {
  if (!formulas.has(markup)) {
    formulas.set(markup, document.importNode(new DOMParser().parseFromString(markup, "text/html").body.firstChild, true));
  }
  return formulas.get(markup).cloneNode(true);
}

// A number or a vector with its sign of equality, as nodes: exactly, with a decimal behind it where
// that is another writing, or as a decimal alone.
function equated(name, nodes) {
  const known = exactly(name);
  if (!known) return ["≈ ", ...nodes];
  const math = formula(known.markup);
  const text = nodes.map((node) => node.textContent ?? node).join("");
  const [one, other] = [math.textContent, text].map((line) => line.replace(/[\s\u2061\u2062]/g, ""));
  if (one === other) return ["= ", math];
  return ["= ", math, ` ${known.is_decimal ? "=" : "≈"} `, ...nodes];
}

// Along an axis it is an entry of the gradient.
function rateNodes(rate) {
  const gradient = exactly("gradient");
  const isEntry = gradient && gradient.is_decimal && state.way.every(Number.isInteger);
  return isEntry && !exactly("rate") ? ["= ", write(rate)] : equated("rate", [write(rate)]);
}

function tableRow(role, head, nodes) {
  const line = document.createElement("tr");
  line.className = role;
  const [name, cell] = ["th", "td"].map((tag) => document.createElement(tag));
  name.scope = "row";
  name.append(...head);
  // MathML alone is no name for all that read tables aloud.
  const math = name.querySelector("math");
  if (math) {
    math.setAttribute("aria-hidden", "true");
    const heard = wrap("span", document.createTextNode(math.textContent));
    heard.className = "heard";
    math.after(heard);
  }
  cell.append(...nodes);
  line.append(name, cell);
  return line;
}

// P where it stands: exactly at the start, else a number of the page.
function placeNodes() {
  const known = exactly("point");
  const text = writePlace(state.point);
  if (!known || known.is_decimal) return [`= ${text}`];
  return ["= ", formula(known.markup)];
}

function angleText(angle) {
  return `${Number.isInteger(angle) ? "" : "≈ "}${write(angle)}°`;
}

function directionNodes() {
  const { way, angles } = state;
  const vector = vectorNodes(way);
  const isPlain = angles.every(Number.isInteger) && way.every(Number.isInteger);
  const nodes = isPlain ? ["= ", ...vector] : equated("direction", vector);
  const turned = `(${angles.map(angleText).join(",|")})`.split("|").flatMap((text, index) => {
    const span = wrap("span", document.createTextNode(text));
    span.className = "angle";
    return index ? [" ", span] : [span];
  });
  return [...nodes, "\u2003", ...turned];
}

// A one-sided rate, or why there is none.
function sideNodes(side, facts) {
  const rate = facts[side];
  const known = isAtStart(state.point) && isStartWay(state.way) && start[side];
  if (known && known.kind !== "number") return [words[known.kind]];
  if (known) return isFinite(rate) ? equated(side, [write(rate)]) : [write(rate)];
  if (isFinite(rate)) return [`≈ ${write(rate)}`];
  if (!Number.isNaN(rate)) return [write(rate)];
  return [words[isOutside(side === "forward" ? state.way : opposite(state.way)) ? "no_value" : "no_number"]];
}

function isOutside(way) {
  return [1e-3, 1e-5, 1e-7].every((part) => Number.isNaN(value(...along(state.point, way, part * extent))));
}

// u, which the drawings name, and its name in a book.
function directionHead() {
  const head = called("direction", DIRECTION);
  return INDEX || head[0].textContent === UNIT ? head : [...head, " = ", ...html(DIRECTION)];
}

function numberRows(facts) {
  const rows = [tableRow("given", html([POINT]), placeNodes())];
  if (!isCurve) rows.push(tableRow("direction", directionHead(), directionNodes()));
  if (!isFinite(facts.height)) {
    rows.push(tableRow("", html(VALUE), [facts.kind === "undefined" ? words.no_value : "–"]));
    return rows;
  }
  rows.push(tableRow("value", html(VALUE), equated("value", [write(facts.height)])));
  if (facts.kind === "corner") {
    const keys_ = isCurve ? ["right", "left"] : SIDES;
    SIDES.forEach((side, index) => rows.push(tableRow("", written(keys_[index], {}), sideNodes(side, facts))));
    return rows;
  }
  if (!isCurve) {
    rows.push(tableRow("gradient", called("gradient", GRADIENT), equated("gradient", vectorNodes(facts.gradient))));
    rows.push(tableRow("gradient", called("norm", NORM), equated("norm", [write(facts.norm)])));
  }
  rows.push(tableRow(`${isCurve ? "tangent" : "direction"} strong rate`, called("rate", RATE), rateNodes(facts.rate)));
  if (facts.kind === "smooth" && !isCurve) {
    rows.push(tableRow("tangent", [dimensions === 2 ? words.tangent : words.tangent_plane], tangentNodes(facts)));
  }
  return rows;
}

// ∂f/∂x·(x - x₀) + … = 0.
function tangentNodes({ gradient }) {
  const [slopes_, point, known] = ["gradient", "point", "tangent"].map(exactly);
  const isWhole = slopes_ && point && slopes_.is_decimal && point.is_decimal;
  if (known && !isWhole) return [formula(known.markup)];
  const row = [];
  const isAlone = gradient.filter((slope) => slope !== 0).length === 1;
  gradient.forEach((slope, axis) => {
    const size = write(Math.abs(slope));
    if (size === "0") return;
    const place = state.point[axis];
    const [open, close] = isAlone && size === "1" && slope > 0 ? ["", ""] : ["(", ")"];
    const sign = row.length ? ` ${slope < 0 ? "−" : "+"} ` : slope < 0 ? "−" : "";
    row.push([`${sign}${size === "1" ? "" : `${size}\u2009`}`, ""]);
    const variable = [names.variables[axis], "i"];
    if (place === 0) row.push(variable);
    else row.push([open, ""], variable, [` ${place > 0 ? "−" : "+"} ${write(Math.abs(place))}${close}`, ""]);
  });
  return html([...row, [isWhole ? " = 0" : " ≈ 0", ""]]);
}

// The sentence as nodes: in its gaps stand mathematics and numbers.
function sentence(facts) {
  const gaps = { place: [`${LETTER} `, ...placeNodes()], rate: called("rate", RATE), gradient: called("gradient", GRADIENT) };
  if (facts.kind === "smooth") {
    const isAcross = Math.abs(facts.rate) <= 1e-12 * facts.norm;
    const number = rateNodes(isAcross ? 0 : facts.rate);
    return written("said", { ...gaps, number, change: [say(isAcross ? "level" : facts.rate > 0 ? "rises" : "falls")] });
  }
  if (facts.kind === "critical") {
    return written("critical", { ...gaps, zero: [exactly("gradient") ? "= 0" : "≈ 0"], kind: [say(facts.extremum)] });
  }
  if (facts.kind !== "corner") return written(facts.kind, gaps);
  const bare = (nodes) => (nodes[0] === "= " ? nodes.slice(1) : nodes);
  const [forward, backward] = SIDES.map((side) => bare(sideNodes(side, facts)));
  const isKnown = isAtStart(state.point) && isStartWay(state.way) && start.forward && start.backward;
  const nodes = written(isKnown ? "corner_known" : "corner", { ...gaps, forward, backward });
  return facts.breaks ? [...nodes, " ", say(`breaks_${facts.breaks}`)] : nodes;
}

// A row of the wording with nodes in its gaps.
function written(key, gaps) {
  const parts = { f: [names.f], point: [LETTER], direction: html(DIRECTION), above: html(ABOVE), below: html(BELOW), ...gaps };
  return rowOf(key).split(/\{(\w+)\}/).flatMap((part, index) => (index % 2 ? parts[part] : [part]));
}

// The height of a frame is reckoned, see frame_height.py. Where words take more room than that, the
// drawings give way, so that nothing has to be scrolled.
let widthInFrame = 0;

function fitFrame() {
  const board = document.querySelector(".framed .board");
  if (!board) return;
  if (widthInFrame !== innerWidth) {
    widthInFrame = innerWidth;
    board.style.maxWidth = "";
  }
  for (let round = 0; round < 3; round += 1) {
    const over = document.documentElement.scrollHeight - innerHeight;
    if (over <= 0) return;
    const { width, height } = board.getBoundingClientRect();
    board.style.maxWidth = `${Math.floor(Math.max(width * (1 - over / height), 0.6 * innerWidth))}px`;
  }
}

function show() {
  const facts = examine(state);
  // What is 0 but for rounding is 0.
  if (facts.kind === "smooth" && Math.abs(facts.rate) <= 1e-15 * facts.norm) facts.rate = 0;
  views.forEach((view) => view(facts));
  sliders.forEach((place) => place());
  document.getElementById("numbers").replaceChildren(...numberRows(facts));
  document.getElementById("said").replaceChildren(...sentence(facts));
  fitFrame();
  // For those who compare: the numbers as they are.
  document.getElementById("lab").dataset.facts = JSON.stringify(
    { ...facts, point: state.point, way: state.way },
    (_, number) => (typeof number === "number" && !isFinite(number) ? String(number) : number),
  );
}

function begin() {
  document.getElementById("lab").hidden = false;
  const still = document.getElementById("still");
  if (still) still.hidden = true;
  document.getElementById("lead").textContent = say(`lead_${dimensions}`);
  if (isCurve) views.push(curveView(), derivativeView());
  if (dimensions === 2) views.push(planeView());
  if (dimensions === 3) views.push(spaceView());
  if (!isCurve) views.push(sectionView(), ratesView());
  buildControls();
  show();
  // A frame may get its height later than its script runs.
  ["load", "resize"].forEach((event) => addEventListener(event, fitFrame));
}

begin();
