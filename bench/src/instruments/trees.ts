/** A Python program that makes so many binary trees, 2^(depth + 1) - 1 nodes each, one after another. */
export function treesProgram(trees: number, depth: number): string {
  return `
class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right
def tree(depth):
    return Node(tree(depth - 1), tree(depth - 1)) if depth else Node(None, None)
for n in range(${trees}):
    last = tree(${depth})
`;
}
