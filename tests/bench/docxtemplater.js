// Measures docxtemplater: node docxtemplater.js TEMPLATE DATA TIMES OUT, with NODE_PATH at its packages.
const fs = require("node:fs");
const { performance } = require("node:perf_hooks");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const [template, data, times, out] = process.argv.slice(2);
const content = fs.readFileSync(template);
const values = JSON.parse(fs.readFileSync(data, "utf-8"));

function make() {
  const document = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
  document.render(values);
  return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

let made = make();
const taken = [];
const work = [];
for (let run = 0; run < Number(times); run += 1) {
  const start = performance.now();
  const before = process.cpuUsage();
  made = make();
  taken.push((performance.now() - start) / 1000);
  const used = process.cpuUsage(before);
  work.push((used.user + used.system) / 1e6);
}
fs.writeFileSync(out, made);
console.log(JSON.stringify({ times: taken, work, peak_kb: process.resourceUsage().maxRSS, size: made.length }));
