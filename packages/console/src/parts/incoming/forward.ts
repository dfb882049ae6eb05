/** Where incoming messages go, for people. */
export const forwardOptions = [
  { value: "smpp", label: "By SMPP" },
  { value: "portal", label: "Only keep" },
] as const;
