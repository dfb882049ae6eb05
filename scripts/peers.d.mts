export type PeerName = "chromium" | "kannel" | "net-smpp" | "nats-server";

export declare const peers: Readonly<
  Record<PeerName, { readonly find: () => string | undefined; readonly means: string; readonly get: string }>
>;

/** Path of the program (for net-smpp: of a perl that has the module), undefined where there is none. */
export declare function findPeer(name: PeerName): string | undefined;
