/**
 * libphonenumber's number patterns as automata, to ask what a regular expression cannot answer: may a number that
 * begins with these digits still match? The grammar is the part of regular expressions the metadata uses.
 */

const anyDigit = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** An automaton: states are indexes, `edges[state]` its steps by digit, `jumps[state]` its steps without one. */
export function compilePattern(source) {
  const automaton = { edges: [], jumps: [] };
  const reader = { source, at: 0 };
  const start = addState(automaton);
  const end = readChoice(reader, automaton, start);
  if (reader.at !== source.length) throw new Error(`cannot read pattern at ${reader.at}: ${source}`);
  return { ...automaton, start: closure(automaton, [start]), end };
}

/** The states after one more digit; an empty list when no number begins so. */
export function step(automaton, states, digit) {
  const next = states.flatMap((state) =>
    automaton.edges[state].filter(([digits]) => digits.includes(digit)).map(([, to]) => to),
  );
  return closure(automaton, next);
}

function addState(automaton) {
  automaton.edges.push([]);
  automaton.jumps.push([]);
  return automaton.edges.length - 1;
}

function closure(automaton, states) {
  const seen = new Set(states);
  for (const state of seen) for (const to of automaton.jumps[state]) seen.add(to);
  return [...seen].sort((one, other) => one - other);
}

function readChoice(reader, automaton, from) {
  const end = addState(automaton);
  do {
    if (reader.source[reader.at] === "|") reader.at += 1;
    const first = addState(automaton);
    automaton.jumps[from].push(first);
    automaton.jumps[readSequence(reader, automaton, first)].push(end);
  } while (reader.source[reader.at] === "|");
  return end;
}

function readSequence(reader, automaton, from) {
  let state = from;
  while (reader.at < reader.source.length && !"|)".includes(reader.source[reader.at])) {
    const atomAt = reader.at;
    skipAtom(reader);
    const atomEnd = reader.at;
    const [least, most] = readCount(reader);
    const after = reader.at;
    const end = addState(automaton);
    for (let times = 1; times <= most; times++) {
      if (times > least) automaton.jumps[state].push(end);
      reader.at = atomAt;
      state = readAtom(reader, automaton, state);
      if (reader.at !== atomEnd) throw new Error(`atom misread: ${reader.source}`);
    }
    automaton.jumps[state].push(end);
    state = end;
    reader.at = after;
  }
  return state;
}

/** Moves past one atom by reading it into an automaton that is thrown away. */
function skipAtom(reader) {
  const scratch = { edges: [], jumps: [] };
  readAtom(reader, scratch, addState(scratch));
}

function readAtom(reader, automaton, from) {
  const rest = reader.source.slice(reader.at);
  const group = /^\((?:\?:)?/.exec(rest);
  if (group) {
    reader.at += group[0].length;
    const end = readChoice(reader, automaton, from);
    if (reader.source[reader.at] !== ")") throw new Error(`group not closed: ${reader.source}`);
    reader.at += 1;
    return end;
  }
  const [text, digits] = readDigits(rest);
  reader.at += text.length;
  const end = addState(automaton);
  automaton.edges[from].push([digits, end]);
  return end;
}

function readDigits(rest) {
  if (rest.startsWith("\\d")) return ["\\d", anyDigit];
  const found = /^(?:\d|\[[\d-]+\])/.exec(rest);
  if (!found) throw new Error(`cannot read pattern: ${rest}`);
  const digits = new Set();
  for (const [, low, high = low] of found[0].matchAll(/(\d)(?:-(\d))?/g)) {
    for (let digit = Number(low); digit <= Number(high); digit++) digits.add(digit);
  }
  return [found[0], [...digits]];
}

function readCount(reader) {
  const found = /^(?:\?|\{(\d+)(?:,(\d+))?\})/.exec(reader.source.slice(reader.at));
  if (!found) return [1, 1];
  reader.at += found[0].length;
  if (found[0] === "?") return [0, 1];
  return [Number(found[1]), Number(found[2] ?? found[1])];
}
