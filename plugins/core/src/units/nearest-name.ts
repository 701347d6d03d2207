/** The name that takes the fewest single changes to become `given`, none where only capitals differ; of equals, the first. */
export function nearestName(given: string, names: Iterable<string>): string {
  let nearest = "";
  let least = Infinity;
  for (const name of names) {
    const distance = given.toLowerCase() === name.toLowerCase() ? 0 : editDistance(given, name);
    if (distance < least) {
      nearest = name;
      least = distance;
    }
  }
  return nearest;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + Number(a[i - 1] !== b[j - 1]);
      next[j] = Math.min(change, row[j]! + 1, next[j - 1]! + 1);
    }
    row = next;
  }
  return row[b.length]!;
}
