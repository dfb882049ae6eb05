import type { DemoAccount } from "./demo/accounts.ts";

export interface WelcomeFacts {
  readonly httpPort: number;
  readonly smppPort: number;
  /** The first administrator, if made at this start. */
  readonly administrator: { readonly login: string; readonly generatedPassword: string | null } | undefined;
  readonly tryOut: DemoAccount | undefined;
}

/** What a person reads when the switch is up: where it is, how to sign in, how to send a first message. */
export function welcome({ httpPort, smppPort, administrator, tryOut }: WelcomeFacts): string {
  const lines = ["", "  Switchyard is running.", "", `  Console     http://localhost:${httpPort}/`];
  if (administrator) {
    const password = administrator.generatedPassword ?? "as configured";
    lines.push(`  Sign in     ${administrator.login} / ${password}`);
    if (administrator.generatedPassword) lines.push("              shown this once; change it in the console");
  }
  lines.push(`  SMPP        localhost:${smppPort}`);
  if (tryOut) {
    const { systemId, password } = tryOut;
    lines.push(
      `  Try it      npx switchyard-esme --port ${smppPort} --system-id ${systemId} --password ${password} --count 1`,
      `              binds as "${systemId}", sends a message and shows its receipt`,
    );
  }
  return `${lines.join("\n")}\n\n`;
}
