import { describeNotebooks } from "./course.ts";

describeNotebooks("1-basics");
