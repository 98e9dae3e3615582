// Draws each element with the class chart from the numbers in its data-figure, in the colours of the style sheet.
"use strict";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const narrow = window.matchMedia("(max-width: 640px)");

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function traces(figure) {
  return figure.series.map((one, place) => ({
    type: "bar",
    name: one.name,
    x: figure.days,
    y: one.values,
    marker: { color: colour(one.is_rest ? "--series-rest" : `--series-${place + 1}`) },
    hovertemplate: "%{y:,}<extra>%{fullData.name}</extra>",
  }));
}

// Some of the days, the last one too, so that each label is that of a bar.
function ticks(days, most) {
  const step = Math.ceil(days.length / most);
  return days.filter((_day, place) => (days.length - 1 - place) % step === 0);
}

// There is no half AUDIO, and "500m" would be read as millions.
function amounts(figure) {
  const sums = figure.days.map((_day, place) => figure.series.reduce((sum, one) => sum + one.values[place], 0));
  return Math.max(...sums) <= 4 ? { tickformat: ",", dtick: 1 } : { tickformat: ",~s", nticks: 5 };
}

function layout(figure) {
  const axis = {
    color: colour("--muted"),
    gridcolor: colour("--line"),
    linecolor: colour("--line"),
    zeroline: false,
    fixedrange: true,
  };
  return {
    barmode: "stack",
    bargap: 0.25,
    height: narrow.matches ? 220 : 280,
    margin: { l: 52, r: 16, t: 8, b: 32 },
    showlegend: false,
    hovermode: "x unified",
    hoverlabel: {
      bgcolor: colour("--panel"),
      bordercolor: colour("--line"),
      font: { color: colour("--text") },
    },
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: colour("--muted") },
    xaxis: { ...axis, type: "date", tickformat: "%-d %b", hoverformat: figure.unit === "week" ? "Week from %-d %B %Y" : "%A, %-d %B %Y", tickvals: ticks(figure.days, narrow.matches ? 5 : 10), ticklabeloverflow: "allow", showgrid: false },
    yaxis: { ...axis, ...amounts(figure), rangemode: "tozero" },
  };
}

function draw() {
  for (const element of document.querySelectorAll(".chart")) {
    const figure = JSON.parse(element.dataset.figure);
    Plotly.react(element, traces(figure), layout(figure), { displayModeBar: false, responsive: true });
  }
}

draw();
dark.addEventListener("change", draw);
narrow.addEventListener("change", draw);
