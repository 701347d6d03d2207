import { describeNotebooks } from "./course.ts";

describeNotebooks("4-research");
