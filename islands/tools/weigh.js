// Refuses a build whose scripts, compressed, weigh more than readers on slow lines should have to fetch.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MOST = 100 * 1000;
const folder = new URL("../../src/kawat/serve/web/static/", import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
const bytes = scripts.map((name) => gzipSync(readFileSync(new URL(name, folder))).length);
const all = bytes.reduce((sum, size) => sum + size, 0);
console.log(scripts.map((name, index) => `${name} ${bytes[index]}`).join(", "), `: ${all} bytes of script, compressed`);
if (all > MOST) {
  console.error(`more than ${MOST}: load less, or load it later`);
  process.exit(1);
}
