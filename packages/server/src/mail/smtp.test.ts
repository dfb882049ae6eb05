import { describe, expect, it } from "vitest";
import { transportOptions } from "./smtp.ts";

const optionsFor = (url: string) => transportOptions(new URL(url));

describe("a password", () => {
  it("goes to another machine over TLS only, whose certificate must be good", () => {
    expect(optionsFor("smtp://me:secret@mail.example:587")).toMatchObject({
      requireTLS: true,
      tls: { rejectUnauthorized: true },
      auth: { user: "me", pass: "secret" },
    });
  });

  it("may stay in the clear within this machine, where servers sign their certificates themselves", () => {
    for (const host of ["localhost", "127.0.0.1", "[::1]"]) {
      expect(optionsFor(`smtp://me:secret@${host}`)).toMatchObject({
        requireTLS: false,
        tls: { rejectUnauthorized: false },
      });
    }
    expect(optionsFor("smtp://me:secret@127.0.0.1.example")).toMatchObject({ requireTLS: true });
  });
});

it("ports are those of the protocol unless the address names one", () => {
  expect(optionsFor("smtp://mail.example")).toMatchObject({ host: "mail.example", port: 25, secure: false });
  expect(optionsFor("smtps://mail.example")).toMatchObject({ port: 465, secure: true });
  expect(optionsFor("smtps://[2001:db8::1]:4650")).toMatchObject({ host: "2001:db8::1", port: 4650 });
  expect(optionsFor("smtp://mail.example")).not.toHaveProperty("auth");
});
