/** A small seeded generator, so that a failing run can be had again: uniform integers below `below`. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
}

/** Changes one to four octets, or the length field, or cuts or lengthens: what a bad peer might make of a good PDU. */
export function mutate(octets: Buffer, random: (below: number) => number): Buffer {
  let mutant = Buffer.from(octets);
  for (let times = 1 + random(4); times > 0; times--) {
    if (mutant.length === 0) return mutant;
    const kind = random(6);
    if (kind <= 2) mutant[random(mutant.length)] = random(256);
    else if (kind === 3) mutant = mutant.subarray(0, random(mutant.length + 1));
    else if (kind === 4) mutant = Buffer.concat([mutant, Buffer.from([random(256), random(256), random(256)])]);
    else if (mutant.length >= 4) mutant.writeUInt32BE(random(2) === 0 ? random(64) : mutant.length, 0);
  }
  return mutant;
}
