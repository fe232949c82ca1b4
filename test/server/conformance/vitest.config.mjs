export default { test: { include: ['test/server/conformance/suite.mjs'], watch: false } };
