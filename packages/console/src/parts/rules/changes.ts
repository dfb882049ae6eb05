/** What differs between two texts, for showing it: runs of characters that stayed, went or came. */

export interface Run {
  readonly what: "same" | "gone" | "come";
  readonly text: string;
}

/** Beyond this many words the texts are compared as wholes, but for what they begin and end with. */
const WORDS_MAX = 600;

/** The runs in order; those of `before` are the same and the gone ones, those of `after` the same and the come ones. */
export function changesBetween(before: string, after: string): Run[] {
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, fresh.length) - head;
  while (tail < most && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  const middle = compare(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail));
  return joined([...old.slice(0, head).map(same), ...middle, ...old.slice(old.length - tail).map(same)]);
}

/** Words, and each other character by itself. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]/gu) ?? [];
}

const same = (text: string): Run => ({ what: "same", text });
const gone = (text: string): Run => ({ what: "gone", text });
const come = (text: string): Run => ({ what: "come", text });

/** The longest common subsequence of the words; lengths[i][j] is that of what follows i and j. */
function compare(old: readonly string[], fresh: readonly string[]): Run[] {
  if (old.length > WORDS_MAX || fresh.length > WORDS_MAX) return [...old.map(gone), ...fresh.map(come)];
  const lengths = old.map(() => new Uint16Array(fresh.length + 1));
  lengths.push(new Uint16Array(fresh.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    const row = lengths[i];
    if (!row) continue;
    for (let j = fresh.length - 1; j >= 0; j--) {
      row[j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [left, right] = [old[i], fresh[j]];
    if (left !== undefined && left === right) {
      runs.push(same(left));
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      runs.push(gone(left));
      i++;
    } else {
      runs.push(come(right ?? ""));
      j++;
    }
  }
  return runs;
}

/** Neighbours of one kind become one run; within a change what went stands before what came. */
function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  let went = "";
  let came = "";
  const close = () => {
    if (went !== "") result.push(gone(went));
    if (came !== "") result.push(come(came));
    went = "";
    came = "";
  };
  for (const { what, text } of runs) {
    if (what === "gone") went += text;
    else if (what === "come") came += text;
    else {
      close();
      const last = result.at(-1);
      if (last?.what === "same") result[result.length - 1] = same(last.text + text);
      else result.push(same(text));
    }
  }
  close();
  return result;
}
