// Build southend.css and the vendored folders again: node frontend/build.mjs
//
// Packages are fetched by npm into a temporary folder, without running their scripts, and each must
// match the checksum in versions.txt (--accept writes that file anew after a wanted change of version).
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const work = mkdtempSync(join(tmpdir(), "southend-frontend-"));
const modules = join(work, "node_modules");
const vendor = join(root, "southend/static/vendor");
const accept = process.argv.includes("--accept");

// A colour that a kit fixes, and the token that takes its place; a colour that is not here stops the build.
const TOKENS = {
  "#000": "ink", "#000000": "ink", "#fff": "surface", "#ffffff": "surface", "#ffdd00": "focus", "#fd0": "focus",
  "#0b0c0c": "focus-ink", "#14191d": "ink", "#4a545b": "ink-quiet", "#d5dbdb": "hairline", "#69747b": "control",
  "#005a63": "accent", "#003d44": "accent-hover", "#b3261e": "error", "#f4f6f5": "ground",
  "#f3f3f3": "ground", "#cecece": "hairline", "#858686": "control", "#d2e2f1": "tint", "#1d70b8": "accent",
  "#0f7a52": "accent", "#0b6543": "accent", "#083d29": "accent-hover", "#0c6242": "accent-hover",
  "#ca3535": "error", "#aa2a2a": "error-hover", "#a22a2a": "error-hover", "#651b1b": "error-hover",
  "#0b5c3e": "accent-hover", "#982828": "error-hover", "#1a65a6": "accent-hover", "#0f385c": "accent-hover", "#ececec": "ground", "#dbdbdb": "ground",
  "#919191": "control", "#f8f8f8": "ground", "#8eb8dc": "control", "#f4f8fb": "ground", "#cacaca": "hairline", "#d7d7d7": "hairline",
};

function fetchPackages() {
  cpSync(join(here, "package.json"), join(work, "package.json"));
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: work, stdio: "inherit" });
  const lock = JSON.parse(readFileSync(join(work, "package-lock.json"), "utf8")).packages;
  const lines = Object.entries(lock)
    .filter(([path, entry]) => path && !entry.optional)
    .map(([path, entry]) => `${path.replace("node_modules/", "")} ${entry.version} ${entry.integrity}`);
  const versions = lines.sort().join("\n") + "\n";
  const kept = join(here, "versions.txt");
  if (accept) writeFileSync(kept, versions);
  else if (readFileSync(kept, "utf8") !== versions) throw new Error("Fetched packages differ from frontend/versions.txt");
}

function compile(sass, name) {
  return sass.compile(join(here, "sass", name), { loadPaths: [work, join(here, "sass")], style: "compressed", charset: false, quietDeps: true }).css;
}

function withTokens(css) {
  // A custom property with a fixed fallback needs no fallback: the sheet always defines it.
  // Their pictures are not vendored: nothing here shows one.
  const bound = css.replace(/background(-image)?:[^;{}]*url\([^)]*\)[^;{}]*;?/g, "").replace(/var\((--[a-z-]+), ?#[0-9a-f]{3,8}\)/g, "var($1)");
  const unknown = new Set();
  const replaced = bound.replace(/#[0-9a-f]{3,8}\b|(?<=[:\s,])(?:white|black)\b/g, (colour) => {
    const hex = { white: "#fff", black: "#000" }[colour] ?? colour;
    if (!(hex in TOKENS)) unknown.add(colour);
    return `var(--so-${TOKENS[hex]})`;
  });
  if (unknown.size) throw new Error(`The kits fix colours that have no token: ${[...unknown].join(" ")}`);
  return replaced;
}

function writeSheet() {
  const sass = createRequire(join(work, "package.json"))("sass");
  const banner = "/*! Contains GOV.UK Frontend 6.6.0 and MOJ Frontend 11.1.0, MIT; licences in static/vendor. Built by frontend/build.mjs. */\n";
  const parts = [compile(sass, "_tokens.scss"), withTokens(compile(sass, "_kits.scss")), compile(sass, "southend.scss")];
  return banner + parts.join("\n") + "\n";
}

function adminSheet() {
  return compile(createRequire(join(work, "package.json"))("sass"), "admin.scss") + "\n";
}

function put(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  for (const [from, to] of files) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(from, join(folder, to), { recursive: true });
  }
  for (const path of walk(folder).filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(path, "utf8").replace(/\/\/# sourceMappingURL=\S+\n?/g, "");
    writeFileSync(path, text);
  }
  const sums = walk(folder).map((path) => `${digest(path)}  ${relative(folder, path)}`);
  writeFileSync(join(folder, "SHA256SUMS"), sums.sort().join("\n") + "\n");
}

function walk(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

function digest(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

function writeVendor() {
  const licence = (name) => [join(here, "licences", name), "LICENCE"];
  put(join(vendor, "govuk-frontend-6.6.0"), [
    [join(modules, "govuk-frontend/dist/govuk/govuk-frontend.min.js"), "govuk-frontend.min.js"], licence("govuk-frontend.txt")]);
  put(join(vendor, "moj-frontend-11.1.0"), [licence("moj-frontend.txt")]);
  put(join(vendor, "leaflet-1.9.4"), [
    [join(modules, "leaflet/dist/leaflet.js"), "leaflet.js"], [join(modules, "leaflet/dist/leaflet.css"), "leaflet.css"],
    [join(modules, "leaflet/dist/images"), "images"], [join(modules, "leaflet/LICENSE"), "LICENCE"]]);
  put(join(root, "tests/vendor/axe-core-4.14.1"), [
    [join(modules, "axe-core/axe.min.js"), "axe.min.js"], [join(modules, "axe-core/LICENSE"), "LICENCE"],
    [join(modules, "axe-core/LICENSE-3RD-PARTY.txt"), "LICENCE-3RD-PARTY.txt"]]);
}

try {
  fetchPackages();
  mkdirSync(join(root, "southend/static/southend"), { recursive: true });
  const sheet = writeSheet();
  writeFileSync(join(root, "southend/static/southend/southend.css"), sheet);
  writeFileSync(join(root, "southend/static/southend/admin.css"), adminSheet());
  writeVendor();
  console.log(`southend.css: ${sheet.length} characters`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
