#!/usr/bin/env node
// Committed, so that npm finds it to link before anything is built.
import "../dist/commands/smsc.js";
