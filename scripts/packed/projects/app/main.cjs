const { createVitrine } = require('@vitrine/server');
const express = require('express');

const vitrine = createVitrine({ auth: 'local' });
const app = express();
app.use('/vitrine', vitrine.router);

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/vitrine`);
});
process.on('SIGTERM', () => {
  void vitrine.close().then(() => process.exit());
});
