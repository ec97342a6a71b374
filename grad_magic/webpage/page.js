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
// "edge" (f has no value or jumps, to rounding), "undefined", "too_large".
function examine(state) {
  const { point, way, isStart } = state;
  const [height, gradient] = slopes(...point);
  if (!isFinite(height)) return { kind: kindWithoutValue(point) };
  const isKnown = isStart && start.has_gradient;
  const neighbours = isKnown ? [] : neighboursOf(point);
  if (neighbours.some((near) => jumps(height, gradient, near))) return { kind: "edge" };
  const facts = { height };
  if (gradient.every(isFinite) && !neighbours.some((near) => turns(gradient, near))) {
    const norm = Math.hypot(...gradient);
    const isFlat = isKnown ? start.critical !== "" : isLevel(point, norm);
    Object.assign(facts, { kind: "smooth", gradient, norm, rate: dot(gradient, way) });
    if (isFlat) Object.assign(facts, { kind: "critical", extremum: kindOfCritical(state) });
    return facts;
  }
  return Object.assign(facts, {
    kind: "corner",
    forward: oneSidedRate(point, height, way),
    backward: -oneSidedRate(point, height, opposite(way)),
  });
}

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

// The limit of (f(P + tw) - f(P))/t for t → 0 from above, by Richardson's extrapolation over
// halved steps; NaN unless three of them in a row agree.
function oneSidedRate(point, height, way) {
  const quotient = (step) => (value(...along(point, way, step)) - height) / step;
  const rates = [];
  for (let step = extent / 64; step > extent * 1e-7; step /= 2) {
    rates.push(2 * quotient(step / 2) - quotient(step));
  }
  let best = NaN;
  let least = Infinity;
  for (let index = 2; index < rates.length; index += 1) {
    const three = rates.slice(index - 2, index + 1);
    const spread = Math.max(...three) - Math.min(...three);
    if (spread < least) [least, best] = [spread, three[1]];
  }
  return least <= 1e-6 * (Math.abs(best) + STEEPNESS) ? withoutNoise(best, least) : NaN;
}

const withoutNoise = (number, noise) => (Math.abs(number) <= 4 * noise + 1e-9 * STEEPNESS ? 0 : number);

// "minimum", "maximum", "saddle" or "undecided", by differences of the gradient.
function kindOfCritical({ point, isStart }) {
  if (isStart && start.critical) return start.critical;
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
  const last = dimensions - 1;
  return !isCurve && isClear(minors[last], last) ? "saddle" : "undecided";
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
  const rounded = Number(number.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size >= 1e-4 && size < 1e6) return String(rounded).replace("-", "−");
  const [mantissa, power] = rounded.toExponential().split("e");
  const raised = String(Number(power)).replace(/./g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
  return `${mantissa === "1" ? "" : mantissa === "-1" ? "-" : `${mantissa}×`}10${raised}`.replace("-", "−");
}

const writeVector = (numbers, digits) => `(${numbers.map((x) => write(x, digits)).join(", ")})`;
const writePlace = (point) => (isCurve ? write(point[0], 12) : writeVector(point, 12));
const fill = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

function say(key, parts = {}) {
  const sentence = (isCurve && words[`${key}_in_one_variable`]) || words[key];
  return fill(sentence, {
    f: names.f, point: LETTER, direction: names.direction, rate: plain(RATE), ...parts,
  });
}

// Mathematics is a row of [text, style], where "i" is italic, "b" bold, and what has "_" stands below.
const F = [names.f, "i"];
const POINT = [LETTER, "i"];
const AT_POINT = [["(", ""], POINT, [")", ""]];
const VALUE = [F, ...AT_POINT];
const GRADIENT = isCurve ? [F, ["′", ""], ...AT_POINT] : [["∇", ""], F, ...AT_POINT];
const NORM = [["‖", ""], ...GRADIENT, ["‖", ""]];
const DIRECTION = [[names.direction, "b"]];
const RATE = isCurve ? GRADIENT : [["D", "i"], [names.direction, "b_"], ["\u2009", ""], F, ...AT_POINT];

const plain = (row) => row.map(([text, style]) => (style.includes("_") ? `_${text}` : text.replace("\u2009", " "))).join("");

function html(row) {
  return row.map(([text, style]) => {
    const tag = { i: "i", b: "b" }[style[0]];
    let node = document.createTextNode(text);
    if (tag) node = wrap(tag, node);
    return style.includes("_") ? wrap("sub", node) : node;
  });
}

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
    path += `${isDown ? "L" : "M"}${tidy(plot.x(x))} ${tidy(plot.y(y))}`;
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
  if (dimensions === 3) angles.push(degrees(Math.asin(clamp(way[2], [-1, 1]))));
  return { point: start.point, angles, way, isStart: true };
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
  state = { ...next, isStart: false };
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

// The level set f = level in the window, by marching squares over values that are computed once;
// each crossing is put on the curve by two steps of the secant rule, and left out at a jump.
class LevelSet {
  constructor() {
    const long = 132;
    this.columns = widths[0] >= widths[1] ? long : Math.max(8, Math.round((long * widths[0]) / widths[1]));
    this.rows = widths[0] >= widths[1] ? Math.max(8, Math.round((long * widths[1]) / widths[0])) : long;
    this.values = [];
    for (let row = 0; row <= this.rows; row += 1) {
      this.values.push(Array.from({ length: this.columns + 1 }, (_, column) => value(...this.place(column, row))));
    }
  }

  place(column, row) {
    return [ranges[0][0] + (column / this.columns) * widths[0], ranges[1][0] + (row / this.rows) * widths[1]];
  }

  // Those of the last level are kept, as a direction turns without it.
  segments(level) {
    if (level !== this.level) Object.assign(this, { level, found: this.trace(level) });
    return this.found;
  }

  trace(level) {
    const found = [];
    const crossings = new Map();
    const crossing = (one, other) => {
      const key = `${one}|${other}`;
      if (!crossings.has(key)) crossings.set(key, this.cross(one, other, level));
      return crossings.get(key);
    };
    const isAbove = (column, row) => this.values[row][column] >= level;
    for (let row = 0; row < this.rows; row += 1) {
      for (let column = 0; column < this.columns; column += 1) {
        const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
        const above = corners.map(([x, y]) => isAbove(x, y));
        if (above.every(Boolean) || !above.some(Boolean)) continue;
        if (!corners.every(([x, y]) => isFinite(this.values[y][x]))) continue;
        const edges = [];
        corners.forEach((corner, index) => {
          const next = corners[(index + 1) % 4];
          if (above[index] === above[(index + 1) % 4]) return;
          const isForward = corner[0] < next[0] || corner[1] < next[1];
          edges.push(isForward ? crossing(corner, next) : crossing(next, corner));
        });
        if (edges.length === 4) {
          const middle = value(...this.place(column + 0.5, row + 0.5)) >= level;
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
    for (let round = 0; round < 3 && left !== 0; round += 1) {
      const part = clamp(low / (low - high), [0.02, 0.98]);
      const exact = low === 0 ? 0 : high === 0 ? 1 : part;
      place = from.map((x, axis) => x + exact * (to[axis] - x));
      left = value(...place) - level;
      if (left < 0 === low < 0) [from, low] = [place, left];
      else [to, high] = [place, left];
    }
    return Math.abs(left) < 0.2 * step || left === 0 ? place : null;
  }
}

function planeView() {
  const element = document.getElementById("plane");
  const backdrop = document.getElementById("backdrop");
  const [width, height] = contents.size;
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
  const levels = new LevelSet();
  const level = svg("path", { class: "line level" }, plot.ink);
  const tangent = svg("path", { class: "line tangent" }, plot.ink);
  const gradientArrow = arrow(plot.ink, "gradient");
  const directionArrow = arrow(plot.ink, "direction");
  const label = (role) => svg("text", { class: `halo ${role}`, "text-anchor": "middle", "dominant-baseline": "central" }, plot.words);
  const labels = { level: label("level"), tangent: label("tangent"), gradient: label("gradient"), direction: label("direction"), point: label("point") };
  const grip = (name, parent) => {
    const group = svg("g", { class: "handle", tabindex: 0, role: "slider", "aria-label": name, "aria-valuenow": 0 }, parent);
    svg("circle", { class: "grip", r: 20 }, group);
    svg("circle", { class: "ring", r: 13 }, group);
    return group;
  };
  const tip = grip(say("tip_handle"), element);
  const knob = grip(say("point_handle"), element);
  svg("circle", { class: "dot point", r: 6 }, knob);
  drag(knob, plot, (place) => move(place));
  drag(tip, plot, (place) => {
    const [right, up] = place.map((x, axis) => x - state.point[axis]);
    if (Math.hypot(right, up) > 1e-9 * extent) turn([Math.round(degrees(Math.atan2(up, right)))]);
  });
  keys(knob, (axis, steps) => move(along(state.point, axisWay(axis), steps * contents.step)));
  keys(tip, (axis, steps) => turn([nextAngle(state.angles[0], steps)]));

  let scale = 0;
  // A round factor by which ∇f(P) is drawn; it changes only where the arrow would be too long or short.
  const scaleOf = (norm, room) => {
    const shortest = 0.16 * half;
    const longest = Math.max(Math.min(0.85 * half, room), 1.2 * shortest);
    if (scale && norm * scale <= longest && norm * scale >= shortest) return scale;
    if (norm <= longest && norm >= shortest) return 1;
    const wanted = Math.min(0.7 * half, longest) / norm;
    if (wanted >= 1) return roundStep(wanted);
    const least = 1 / wanted;
    return 1 / [1, 2, 2.5, 5].map((grow) => roundStep(least * grow)).find((round) => round >= least * (1 - 1e-9));
  };
  const scaled = (row, factor) => {
    if (factor === 1) return row;
    return factor < 1 ? [...row, [`/${write(1 / factor, 4)}`, ""]] : [[`${write(factor, 4)}\u2009`, ""], ...row];
  };
  // How far it is from P to the sides, with room for the head of an arrow.
  const roomAlong = (point, way) => Math.min(...way.map((part, axis) => {
    const [low, high] = ranges[axis];
    if (Math.abs(part) < 1e-12) return Infinity;
    return Math.max(0, (part > 0 ? high - point[axis] : point[axis] - low) - 0.05 * half) / Math.abs(part);
  }));
  const unitAt = (point, way) => {
    const room = roomAlong(point, way);
    return room >= unit || room < 0.12 * half ? unit : roundStep(room);
  };
  const inFrame = ([x, y], room) => [clamp(x, [room, width - room]), clamp(y, [14, height - 14])];

  return (facts) => {
    const { point, way } = state;
    const place = plot.at(point);
    const length = unitAt(point, way);
    const end = plot.at(along(point, way, length));
    // It can be taken hold of also where the arrow leaves the frame.
    const hold = [clamp(end[0], [10, width - 10]), clamp(end[1], [10, height - 10])];
    const isSmooth = facts.kind === "smooth";
    const segments = isFinite(facts.height) ? levels.segments(facts.height) : [];
    level.setAttribute("d", segments.map((ends) => polyline(ends.map((one) => plot.at(one)))).join(""));
    set(knob, { transform: `translate(${place.map(tidy).join(" ")})`, "aria-valuetext": `${LETTER} = ${writePlace(point)}` });
    set(tip, { transform: `translate(${hold.map(tidy).join(" ")})`, "aria-valuetext": `${write(state.angles[0])}°`, "aria-valuenow": Math.round(state.angles[0]), "aria-valuemin": -180, "aria-valuemax": 180 });
    drawArrow(directionArrow, place, end, 13);
    const taken = [place, end];
    tangent.toggleAttribute("hidden", !isSmooth);
    Object.values(gradientArrow).forEach((part) => part.toggleAttribute("hidden", !isSmooth));
    Object.entries(labels).forEach(([role, text]) => text.toggleAttribute("hidden", !isSmooth && (role === "gradient" || role === "tangent")));
    const away = [-way[0], way[1]];
    let ahead = [0, 0];
    if (isSmooth) {
      scale = scaleOf(facts.norm, roomAlong(point, facts.gradient.map((slope) => slope / facts.norm)));
      ahead = [facts.gradient[0] / facts.norm, -facts.gradient[1] / facts.norm];
      const head = plot.at(along(point, facts.gradient, scale));
      drawArrow(gradientArrow, place, head, 16);
      const across = [ahead[1], -ahead[0]];
      const far = 2 * (width + height);
      tangent.setAttribute("d", polyline([1, -1].map((sign) => [place[0] + sign * far * across[0], place[1] + sign * far * across[1]])));
      letter(labels.gradient, scaled(GRADIENT, scale), at(inFrame([head[0] + 26 * ahead[0], head[1] + 17 * ahead[1]], 34)));
      taken.push(head);
      const spot = tangentSpot(place, across, taken, width, height);
      letter(labels.tangent, [[words.tangent, ""]], spot);
      if (spot.visibility === "visible") taken.push([spot.x, spot.y]);
    }
    const off = sideOff([way[0], -way[1]], ahead);
    letter(labels.direction, scaled(DIRECTION, length), at(inFrame([end[0] + 17 * way[0] + 12 * off[0], end[1] - 17 * way[1] + 12 * off[1]], 16)));
    const behind = [away[0] - ahead[0], away[1] - ahead[1]];
    const size = Math.hypot(...behind) || 1;
    letter(labels.point, [POINT], at(inFrame([place[0] + (19 * behind[0]) / size, place[1] + (19 * behind[1]) / size], 12)));
    nameLevel(labels.level, segments, taken, plot, facts);
  };
}

const at = ([x, y]) => ({ x: tidy(x), y: tidy(y) });

// Across an arrow, on the side where the other arrow is not.
function sideOff(way, other) {
  const across = [-way[1], way[0]];
  return dot(across, other) > 0 ? opposite(across) : across;
}

function tangentSpot(place, across, taken, width, height) {
  let best = null;
  let most = -1;
  for (let step = -30; step <= 30; step += 1) {
    const spot = [place[0] + across[0] * step * 16, place[1] + across[1] * step * 16];
    const room = Math.min(spot[0] - 34, width - 34 - spot[0], spot[1] - 18, height - 18 - spot[1]);
    if (room < 0) continue;
    const free = Math.min(room * 2, 90, ...taken.map((one) => Math.hypot(one[0] - spot[0], one[1] - spot[1])));
    if (free > most) [most, best] = [free, spot];
  }
  if (!best) return { visibility: "hidden" };
  // Beside the line, above it where it is level.
  const off = across[0] > 0 === across[1] > 0 ? [13, -10] : [-13, -10];
  const flat = Math.abs(across[0]);
  return { visibility: "visible", x: tidy(best[0] + off[0] * (1 - flat) * 2.2), y: tidy(best[1] + off[1] * (0.35 + flat)) };
}

function nameLevel(text, segments, taken, plot, facts) {
  const isNamed = segments.length > 3;
  text.toggleAttribute("hidden", !isNamed);
  if (!isNamed) return;
  let best = null;
  let most = -1;
  for (let index = 0; index < segments.length; index += Math.ceil(segments.length / 160)) {
    const [x, y] = plot.at(segments[index][0]);
    const room = Math.min(x - 46, plot.width - 46 - x, y - 16, plot.height - 16 - y);
    if (room < 0) continue;
    const free = Math.min(2 * room, ...taken.map((one) => Math.hypot(one[0] - x, (one[1] - y) * 1.4)));
    if (free > most) [most, best] = [free, [x, y]];
  }
  text.toggleAttribute("hidden", !best || most < 40);
  if (best) letter(text, [F, [` ≈ ${write(facts.height, 4)}`, ""]], at(best));
}

// ---- Sections, rates, curves

function sectionView() {
  const plot = new Plot(sidePanel("section"), [400, 190], [54, 20, 26, 44], say("section"));
  const graph = svg("path", { class: "line section" }, plot.ink);
  const halves = [0, 1].map(() => svg("path", { class: "line tangent" }, plot.ink));
  const knob = svg("circle", { class: "dot point", r: 6 }, plot.ink);
  const t = names.distance;
  const title = [F, ["(", ""], POINT, [" + ", ""], [t, "i"], [names.direction, "b"], [")", ""]];
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
    const isSeen = isFinite(slope) && isFinite(facts.height);
    half.toggleAttribute("hidden", !isSeen);
    if (!isSeen) return;
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
      [angleName, facts.kind === "corner" && isPlane ? [...RATE, [`  (${words.measured})`, ""]] : RATE, true],
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

const isStartExact = (name) => state.isStart && start.exact[name];

function numberRow(role, row, text, exact = "") {
  const line = document.createElement("tr");
  line.className = role;
  const head = document.createElement("th");
  head.scope = "row";
  head.append(...html(row));
  const cell = document.createElement("td");
  if (exact) {
    const formula = new DOMParser().parseFromString(exact, "text/html").body.firstChild;
    const isPlain = formula.textContent.replace(/\s/g, "") === text.replace(/\s/g, "");
    cell.append("= ", document.importNode(formula, true), isPlain ? "" : ` ≈ ${text}`);
  } else if (text) {
    cell.textContent = role.includes("given") ? `= ${text}` : `≈ ${text}`;
  }
  line.append(head, cell);
  return line;
}

function wordRow(name, text) {
  const line = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name;
  const cell = document.createElement("td");
  cell.textContent = text;
  line.append(head, cell);
  return line;
}

function numberRows(facts) {
  const { point, way, angles } = state;
  const rows = [numberRow("given", [POINT], writePlace(point), isCurve ? "" : isStartExact("point"))];
  if (!isCurve) {
    rows.push(numberRow("direction", DIRECTION, writeVector(way), isStartExact("direction")));
    rows[1].lastChild.append(`\u2003(${angles.map((angle) => `${write(angle)}°`).join(", ")})`);
  }
  const number = (value_) => (isFinite(value_) ? `≈ ${write(value_)}` : words.no_number);
  if (!isFinite(facts.height)) {
    rows.push(wordRow(plain(VALUE), facts.kind === "undefined" ? words.no_value : "–"));
    return rows;
  }
  rows.push(numberRow("value", VALUE, write(facts.height), isStartExact("value")));
  if (facts.kind === "corner") {
    rows.push(wordRow(isCurve ? words.right : words.forward, number(facts.forward)));
    rows.push(wordRow(isCurve ? words.left : words.backward, number(facts.backward)));
    return rows;
  }
  if (isCurve) {
    rows.push(numberRow("tangent strong rate", RATE, write(facts.rate), isStartExact("rate") || ""));
    return rows;
  }
  rows.push(numberRow("gradient", GRADIENT, writeVector(facts.gradient), isStartExact("gradient")));
  rows.push(numberRow("gradient", NORM, write(facts.norm), isStartExact("norm")));
  rows.push(numberRow("direction strong rate", RATE, write(facts.rate), isStartExact("rate")));
  if (facts.kind === "smooth") {
    rows.push(wordRow(dimensions === 2 ? words.tangent : words.tangent_plane, writeTangent(facts)));
    rows[rows.length - 1].className = "tangent";
  }
  return rows;
}

// ∂f/∂x·(x - x₀) + … ≈ 0.
function writeTangent({ gradient }) {
  const text = gradient.map((slope, axis) => {
    const place = state.point[axis];
    const variable = names.variables[axis];
    const shift = place === 0 ? variable : `(${variable} ${place > 0 ? "−" : "+"} ${write(Math.abs(place))})`;
    const size = write(Math.abs(slope));
    return size === "0" ? "" : `${slope < 0 ? "− " : "+ "}${size === "1" ? "" : `${size}\u2009`}${shift}`;
  }).filter(Boolean).join(" ");
  return `${text.replace(/^\+ /, "").replace(/^− /, "−")} ≈ 0`;
}

function sentence(facts) {
  const place = `${LETTER} = ${writePlace(state.point)}`;
  if (facts.kind === "smooth") {
    const size = Math.abs(facts.rate);
    const isAcross = size <= 1e-12 * facts.norm;
    const change_ = say(isAcross ? "level" : facts.rate > 0 ? "rises" : "falls");
    return say("said", { place, number: `≈ ${write(isAcross ? 0 : facts.rate)}`, change: change_ });
  }
  if (facts.kind === "critical") return say("critical", { place, gradient: plain(GRADIENT), zero: "≈ 0", kind: say(facts.extremum) });
  if (facts.kind === "corner") {
    const [forward, backward] = [facts.forward, facts.backward].map((rate) => (isFinite(rate) ? `≈ ${write(rate)}` : words.no_number));
    return say("corner", { place, forward, backward });
  }
  return say(facts.kind, { place });
}

// A sentence with the rate of change as mathematics.
function rich(text) {
  const [before, ...behind] = text.split(plain(RATE));
  return [before, ...behind.flatMap((part) => [...html(RATE), part])];
}

function show() {
  const facts = examine(state);
  // What is 0 but for rounding is 0.
  if (facts.kind === "smooth" && Math.abs(facts.rate) <= 1e-15 * facts.norm) facts.rate = 0;
  views.forEach((view) => view(facts));
  sliders.forEach((place) => place());
  document.getElementById("numbers").replaceChildren(...numberRows(facts));
  document.getElementById("said").replaceChildren(...rich(sentence(facts)));
  // For those who compare: the numbers as they are.
  document.getElementById("lab").dataset.facts = JSON.stringify({ ...facts, point: state.point, way: state.way });
}

function begin() {
  document.getElementById("lab").hidden = false;
  const still = document.getElementById("still");
  if (still) still.hidden = true;
  document.getElementById("lead").textContent = say(`lead_${dimensions}`);
  if (isCurve) views.push(curveView(), derivativeView());
  if (dimensions === 2) views.push(planeView());
  if (dimensions === 3) document.getElementById("plane").remove();
  if (!isCurve) views.push(sectionView(), ratesView());
  buildControls();
  show();
}

begin();
