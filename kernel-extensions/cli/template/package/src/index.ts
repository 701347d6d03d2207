export { knudsenNumber } from "./knudsen-number.js";
