import path from "node:path";
import { expect, test } from "vitest";
import { ConfigError, configHelp, configTable, readConfig, settings, unknownVariables } from "./config.ts";

test("an empty environment is a complete configuration", () => {
  expect(readConfig({})).toEqual({
    databaseUrl: undefined,
    dataDir: path.resolve("data"),
    httpPort: 8080,
    smppPort: 2775,
    bind: "0.0.0.0",
    demo: true,
    adminLogin: "admin",
    adminPassword: undefined,
    adminApiKey: undefined,
    smtpUrl: undefined,
    mailFrom: "Switchyard <switchyard@localhost>",
    logLevel: "info",
    secretKey: undefined,
  });
});

test("an empty or blank variable means its default", () => {
  expect(readConfig({ SWITCHYARD_HTTP_PORT: "", SWITCHYARD_DEMO: " " })).toEqual(readConfig({}));
});

test("values are read into their types", () => {
  const config = readConfig({
    SWITCHYARD_DATABASE_URL: "postgres://me@db.example/sms",
    SWITCHYARD_HTTP_PORT: "0",
    SWITCHYARD_BIND: "::1",
    SWITCHYARD_DEMO: "0",
    SWITCHYARD_SECRET_KEY: "ab".repeat(32),
  });
  expect(config).toMatchObject({ databaseUrl: "postgres://me@db.example/sms", httpPort: 0, bind: "::1", demo: false });
  expect(config.secretKey).toEqual(Buffer.alloc(32, 0xab));
});

test("a master key may be hexadecimal, base64 or base64url", () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - i));
  for (const encoding of ["hex", "base64", "base64url"] as const) {
    expect(readConfig({ SWITCHYARD_SECRET_KEY: key.toString(encoding) }).secretKey).toEqual(key);
  }
});

test.each([
  "smtp://mail.example",
  "smtp://mail.example:25/",
  "smtps://user%40example.com:p%23ss@mail.example:465",
  "smtp://[::1]:2525",
])("%s is a mail server", (url) => {
  expect(readConfig({ SWITCHYARD_SMTP_URL: url }).smtpUrl).toBe(url);
});

test.each([
  "mail.example",
  "http://mail.example",
  "smtp://",
  "smtp://user:pa#ss@mail.example",
  "smtp://user:pa/ss@mail.example",
  "smtp://user:100%@mail.example",
  "smtp://mail.example?logger=true",
])("%s is no mail server", (url) => {
  expect(() => readConfig({ SWITCHYARD_SMTP_URL: url })).toThrow(/SWITCHYARD_SMTP_URL has a value that is not under/);
});

test("the sender of mails is one address", () => {
  const sender = "Büro Süd <post@süd.example>";
  expect(readConfig({ SWITCHYARD_MAIL_FROM: sender }).mailFrom).toBe(sender);
  expect(() => readConfig({ SWITCHYARD_MAIL_FROM: "a@b.example, c@d.example" })).toThrow(/one address/);
});

test("a refusal names every bad variable, its value and what is allowed", () => {
  const env = { SWITCHYARD_HTTP_PORT: "65536", SWITCHYARD_BIND: "localhost", SWITCHYARD_LOG_LEVEL: "loud" };
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(/SWITCHYARD_HTTP_PORT is "65536".*1 to 65535/);
  expect(() => readConfig(env)).toThrow(/SWITCHYARD_BIND is "localhost".*IPv4 or IPv6/);
  expect(() => readConfig(env)).toThrow(/SWITCHYARD_LOG_LEVEL is "loud".*fatal, error, warn/);
});

test("a refusal never repeats a secret", () => {
  const secrets = Object.values(settings).filter((setting) => "secret" in setting);
  expect(secrets.map((setting) => setting.variable)).toContain("SWITCHYARD_DATABASE_URL");
  const env = Object.fromEntries(secrets.map((setting) => [setting.variable, "hun ter2"]));
  const refusal = (() => {
    try {
      return String(readConfig({ ...env, SWITCHYARD_ADMIN_PASSWORD: "hunter2" }));
    } catch (err) {
      return String(err);
    }
  })();
  expect(refusal).toContain("SWITCHYARD_ADMIN_PASSWORD has a value that is not understood");
  expect(refusal).not.toMatch(/hun ?ter2/);
});

test("a misspelt variable is noticed, and those of the scripts are known", () => {
  const env = { SWITCHYARD_HTTP_PROT: "1", SWITCHYARD_CHROMIUM: "/usr/bin/chromium", HOME: "/" };
  expect(unknownVariables(env)).toEqual(["SWITCHYARD_HTTP_PROT"]);
});

test("the table and the help name every setting once", () => {
  for (const { variable } of Object.values(settings)) {
    expect(configTable().split(`\`${variable}\``)).toHaveLength(2);
    expect(configHelp().split(`  ${variable} `)).toHaveLength(2);
  }
});
