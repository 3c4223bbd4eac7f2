/** Growing numbers. */
export class Numbers {
  array = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length++] = value;
  }

  get taken(): Int32Array {
    return this.array.subarray(0, this.length);
  }
}
