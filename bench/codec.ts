/** The SMPP codec alone, on one core. */
import { benchCodec } from "../packages/smpp/bench/codec.ts";
import { type Figure, thousands } from "./figure.ts";

export const codec: Figure<{ name: string; perSecond: number }[]> = {
  key: "codec",
  says: "PDUs a second on one core; the best of three rounds",
  repeats: true,
  run: async () => benchCodec(),
  rows: (figures) => figures.map(({ name, perSecond }) => [name, `${thousands(perSecond)} /s`] as const),
};
