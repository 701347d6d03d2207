/** Node evaluations that may still be done. */
export interface Budget {
  left: number;
}

/** Goes on until the budget is spent, and no more than a step beyond it. */
export function* withinBudget(budget: Budget, steps: Generator<number, void, void>): Generator<number, void, void> {
  for (const work of steps) {
    budget.left -= work;
    yield work;
    if (budget.left <= 0) return;
  }
}
