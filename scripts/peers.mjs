/** Programs of others that some tests need: where they are on this machine, and how one gets them. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** What each peer is for and how to get it, for the sentence that `npm test` says when it is missing. */
export const peers = {
  chromium: {
    find: findChromium,
    means: "browser tests of the console",
    get: "apt-get install chromium, or SWITCHYARD_CHROMIUM=/path",
  },
  kannel: {
    find: () => onPath("bearerbox"),
    means: "tests against Kannel",
    get: "apt-get install kannel kannel-extras",
  },
  "net-smpp": { find: findNetSmpp, means: "tests against Perl's Net::SMPP", get: "apt-get install libnet-smpp-perl" },
  "nats-server": { find: () => onPath("nats-server"), means: "tests over NATS", get: "apt-get install nats-server" },
};

/** Path of the program (for net-smpp: of a perl that has the module), undefined where there is none. */
export function findPeer(name) {
  return peers[name].find();
}

function onPath(...names) {
  // Debian's daemons are in sbin, which is not on every user's PATH.
  const dirs = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin", "/usr/local/sbin", "/sbin"];
  return names.flatMap((name) => dirs.map((dir) => path.join(dir, name))).find(isExecutable);
}

function findChromium() {
  const named = process.env.SWITCHYARD_CHROMIUM;
  if (named) return isExecutable(named) ? named : undefined;
  const installed = onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  return installed ?? playwrightBrowsers().find(isExecutable) ?? applications.find(isExecutable);
}

const applications = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Browsers that Playwright has downloaded for other projects, the newest first. */
function playwrightBrowsers() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    path.join(os.homedir(), ".cache/ms-playwright"),
    path.join(os.homedir(), "Library/Caches/ms-playwright"),
  ];
  const inside = ["chrome-linux/chrome", "chrome-linux64/chrome", "chrome-mac/Chromium.app/Contents/MacOS/Chromium"];
  return caches
    .filter((cache) => cache !== undefined)
    .flatMap((cache) => entries(cache).map((entry) => path.join(cache, entry)))
    .filter((dir) => path.basename(dir).startsWith("chromium-"))
    .sort((a, b) => Number(b.split("-").at(-1)) - Number(a.split("-").at(-1)))
    .flatMap((dir) => inside.map((file) => path.join(dir, file)));
}

function findNetSmpp() {
  const perl = onPath("perl");
  if (!perl) return undefined;
  return spawnSync(perl, ["-MNet::SMPP", "-e", "1"]).status === 0 ? perl : undefined;
}

function entries(dir) {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
