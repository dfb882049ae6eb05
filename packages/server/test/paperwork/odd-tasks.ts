/** Tasks as no thread should have to run them, for the tests of the pool. */
import { answerWith } from "../../src/paperwork/thread-answer.ts";

class FarAwayError extends Error {
  override readonly name = "FarAwayError";
}

export const oddTasks = {
  double: ({ amountMicros, octets }: { amountMicros: bigint; octets: Uint8Array }) => ({
    amountMicros: amountMicros * 2n,
    octets: Uint8Array.from([...octets, ...octets]),
  }),
  wait: async (ms: number) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return ms;
  },
  spin: (_: null): never => {
    for (;;);
  },
  devour: (_: null): number => {
    const hoard: number[][] = [];
    for (;;) hoard.push(Array.from({ length: 100_000 }, (_, index) => index));
  },
  leave: (_: null) => process.exit(3),
  throwLate: (_: null) => {
    setImmediate(() => {
      throw new Error("thrown where nobody waits");
    });
    return new Promise<never>(() => {});
  },
  fail: (message: string): never => {
    throw new FarAwayError(message);
  },
  answerUncloneable: (_: null) => () => "a function",
};

export default answerWith(oddTasks);
