export {};
//# sourceMappingURL=child.d.ts.map