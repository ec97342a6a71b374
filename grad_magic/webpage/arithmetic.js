// The functions that JavaScript lacks, or has for complex numbers' sake otherwise. Where one of
// them has no value it is NaN, so that a formula has none there either; an infinite number means
// that floating-point numbers do not reach.
const over = (x) => (x === 0 ? NaN : 1 / x);
const ln = (x) => (x > 0 ? Math.log(x) : NaN);
const power = (x, y) => (x > 0 || (x === 0 && y > 0) ? Math.pow(x, y) : NaN);
const wholePower = (x, n) => (x === 0 && n < 0 ? NaN : Math.pow(x, n));
const artanh = (x) => (Math.abs(x) < 1 ? Math.atanh(x) : NaN);
const angle = (y, x) => (x === 0 && y === 0 ? NaN : Math.atan2(y, x));
const step = (x) => (x > 0 ? 1 : x < 0 ? 0 : NaN);
const sigmoid = (x) => 0.5 * (1 + Math.tanh(x / 2));
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

// x^(p/q) for odd q.
function oddRoot(x, p, q) {
  if (x === 0) return p < 0 ? NaN : 0;
  const size = p === 1 && q === 3 ? Math.cbrt(Math.abs(x)) : Math.pow(Math.abs(x), p / q);
  return x < 0 && p % 2 ? -size : size;
}

// Derivatives that are none at corners and jumps.
const signOff0 = (x) => (x > 0 ? 1 : x < 0 ? -1 : NaN);
const flatOff0 = (x) => (x === 0 ? NaN : 0);
const flatOffWhole = (x) => (Number.isInteger(x) ? NaN : 0);
const offCut = (y, x) => (y === 0 && x <= 0 ? NaN : 1);
const trails = (place, list) => leads(place, list.map((entry) => -entry));

function leads(place, list) {
  const most = Math.max(...list);
  if (list[place] !== most) return Number.isNaN(most) ? NaN : 0;
  return list.filter((entry) => entry === most).length > 1 ? NaN : 1;
}

// The series of Abramowitz and Stegun 7.1.6, and from 3 on the continued fraction 7.1.14.
function erf(x) {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  const bell = Math.exp(-size * size) / Math.sqrt(Math.PI);
  if (size < 3) {
    let term = size;
    let total = size;
    for (let n = 1; term > 1e-18 * total; n += 1) {
      term *= (2 * size * size) / (2 * n + 1);
      total += term;
    }
    return Math.sign(x) * 2 * bell * total;
  }
  let tail = size;
  for (let n = 60; n > 0; n -= 1) tail = size + n / 2 / tail;
  return Math.sign(x) * (1 - bell / tail);
}

// Lanczos's approximation with g = 7 and nine coefficients: some 15 digits.
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

function gamma(x) {
  if (Number.isInteger(x)) {
    if (x <= 0) return NaN;
    if (x < 25) {
      let product = 1;
      for (let n = 2; n < x; n += 1) product *= n;
      return product;
    }
  }
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  const z = x - 1;
  let total = LANCZOS[0];
  for (let n = 1; n < LANCZOS.length; n += 1) total += LANCZOS[n] / (z + n);
  const t = z + 7.5;
  // In two factors, as the power alone is too large for a number before the product is.
  const half = Math.pow(t, (z + 0.5) / 2);
  return Math.sqrt(2 * Math.PI) * half * Math.exp(-t) * half * total;
}

const beta = (p, q) => (gamma(p) * gamma(q)) / gamma(p + q);

function binomial(n, k) {
  if (k < 0 || k > n) return 0;
  let product = 1;
  for (let i = 1; i <= k; i += 1) product = (product * (n - k + i)) / i;
  return Math.round(product);
}

// B_2, B_4, … of the asymptotic series (Abramowitz and Stegun 6.3.18 and 6.4.11).
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

function polygamma(order, x) {
  if (Number.isInteger(x) && x <= 0) return NaN;
  const sign = order % 2 ? 1 : -1;
  const factorial = gamma(order + 1);
  let total = 0;
  // The recurrence leads to where the series is good.
  for (; x < 15 + order; x += 1) total += (sign * factorial) / Math.pow(x, order + 1);
  if (order === 0) {
    total += Math.log(x) - 1 / (2 * x);
    BERNOULLI.forEach((b, i) => (total -= b / ((2 * i + 2) * Math.pow(x, 2 * i + 2))));
    return total;
  }
  let series = gamma(order) / Math.pow(x, order) + factorial / (2 * Math.pow(x, order + 1));
  BERNOULLI.forEach((b, i) => {
    const k = 2 * i + 2;
    series += (b * gamma(k + order)) / (gamma(k + 1) * Math.pow(x, k + order));
  });
  return total + sign * series;
}

// Bessel's integral by the trapezoidal rule (Abramowitz and Stegun 9.1.21), and where that cancels,
// for arguments small against the order, the power series (9.1.10).
function besselJ(order, x) {
  const whole = Math.abs(order);
  const sign = x < 0 !== order < 0 ? Math.pow(-1, whole) : 1;
  if (Math.abs(x) <= Math.max(0.6 * whole, 2 * Math.sqrt(whole + 1))) {
    let term = 1;
    for (let n = 1; n <= whole; n += 1) term *= Math.abs(x) / 2 / n;
    let total = 0;
    for (let n = 1; n < 60; n += 1) {
      total += term;
      term *= (-x * x) / 4 / (n * (whole + n));
    }
    return sign * total;
  }
  const points = Math.ceil(Math.abs(x) + whole) + 40;
  let total = 0;
  for (let n = 0; n < points; n += 1) {
    const turn = ((n + 0.5) * Math.PI) / points;
    total += Math.cos(order * turn - x * Math.sin(turn));
  }
  return total / points;
}
