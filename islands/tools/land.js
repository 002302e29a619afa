// The outline of the land without a border on it, drawn once, for kawat.serve.web.drawing.earth.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const topology = JSON.parse(readFileSync(require.resolve("world-atlas/land-110m.json"), "utf-8"));
const projection = geoNaturalEarth1().scale(175).translate([480, 250]).precision(0.4);
const path = geoPath(projection).digits(1);
const target = new URL("../../src/kawat/serve/web/drawing/land.txt", import.meta.url);
writeFileSync(target, path(feature(topology, topology.objects.land)) + "\n");
console.log(projection([37.6, 55.75]));
