import text from "../src/style.css";

const sheet = document.createElement("style");
sheet.textContent = text;
document.head.append(sheet);
