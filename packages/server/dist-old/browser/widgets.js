function e(e){try{let t=(e.split(`.`)[1]??``).replaceAll(`-`,`+`).replaceAll(`_`,`/`),{exp:n}=JSON.parse(atob(t));return n===void 0?1/0:n*1e3}catch{return 1/0}}var t=class{constructor(e){this.renewAt=0,this.provider=e}async get(){return(this.current===void 0||Date.now()>=this.renewAt)&&(this.renewAt=1/0,this.current=Promise.resolve(this.provider()).then(t=>(this.renewAt=e(t)-6e4,t)),this.current.catch(()=>this.forget())),this.current}forget(){this.current=void 0}},n=class extends Error{constructor(e,t){super(t),this.name=`ViewError`,this.status=e}},r=class{constructor(e,n){this.server=e.replace(/\/+$/,``),this.tokens=n&&new t(n)}projects(e){return this.request(`GET`,`projects`,{},void 0,e)}traces(e,t){return this.request(`GET`,`traces`,e,void 0,t)}trace(e,t){return this.request(`GET`,`traces/${encodeURIComponent(e)}`,{},void 0,t)}bodies(e,t,n){return this.request(`POST`,`traces/${encodeURIComponent(e)}/bodies`,{},{ids:t},n)}thread(e,t){return this.request(`GET`,`thread`,e,void 0,t)}feedback(e,t,n){return this.request(`GET`,`feedback`,{...e,name:t},void 0,n)}putFeedback(e){return this.request(`PUT`,`feedback`,{},e)}deleteFeedback(e,t){return this.request(`DELETE`,`feedback`,{...e,name:t})}async request(e,t,r,i,a){let o=await this.send(e,t,r,i,a);if(o.status===401&&this.tokens!==void 0&&(this.tokens.forget(),o=await this.send(e,t,r,i,a)),!o.ok){let e=await o.json().catch(()=>({}));throw new n(o.status,e.message??`The server answered ${o.status}.`)}return await o.json()}async send(e,t,r,i,a){let o=Object.entries(r).filter(([,e])=>e!=null&&e!==``),s=new URLSearchParams(o.map(([e,t])=>[e,String(t)])).toString(),c={};i!==void 0&&(c[`content-type`]=`application/json`),this.tokens!==void 0&&(c.authorization=`Bearer ${await this.tokens.get()}`);let l={method:e,headers:c,signal:a??null};i!==void 0&&(l.body=JSON.stringify(i));try{return await fetch(`${this.server}/api/v1/view/${t}${s&&`?${s}`}`,l)}catch(e){throw a?.aborted===!0?e:new n(0,`The server at ${this.server||location.origin} cannot be reached.`)}}},i=globalThis,a=i.ShadowRoot&&(i.ShadyCSS===void 0||i.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,o=Symbol(),s=new WeakMap,c=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==o)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(a&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=s.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&s.set(t,e))}return e}toString(){return this.cssText}},l=e=>new c(typeof e==`string`?e:e+``,void 0,o),u=(e,...t)=>new c(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,o),d=(e,t)=>{if(a)e.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let n of t){let t=document.createElement(`style`),r=i.litNonce;r!==void 0&&t.setAttribute(`nonce`,r),t.textContent=n.cssText,e.appendChild(t)}},f=a?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return l(t)})(e):e,{is:p,defineProperty:m,getOwnPropertyDescriptor:ee,getOwnPropertyNames:te,getOwnPropertySymbols:ne,getPrototypeOf:re}=Object,ie=globalThis,ae=ie.trustedTypes,oe=ae?ae.emptyScript:``,se=ie.reactiveElementPolyfillSupport,ce=(e,t)=>e,le={toAttribute(e,t){switch(t){case Boolean:e=e?oe:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},ue=(e,t)=>!p(e,t),de={attribute:!0,type:String,converter:le,reflect:!1,useDefault:!1,hasChanged:ue};Symbol.metadata??=Symbol(`metadata`),ie.litPropertyMetadata??=new WeakMap;var h=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=de){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&m(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=ee(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??de}static _$Ei(){if(this.hasOwnProperty(ce(`elementProperties`)))return;let e=re(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(ce(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(ce(`properties`))){let e=this.properties,t=[...te(e),...ne(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(f(e))}else e!==void 0&&t.push(f(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return d(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?le:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?le:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??ue)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};h.elementStyles=[],h.shadowRootOptions={mode:`open`},h[ce(`elementProperties`)]=new Map,h[ce(`finalized`)]=new Map,se?.({ReactiveElement:h}),(ie.reactiveElementVersions??=[]).push(`2.1.2`);var fe=globalThis,pe=e=>e,me=fe.trustedTypes,he=me?me.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,ge=`$lit$`,g=`lit$${Math.random().toFixed(9).slice(2)}$`,_e=`?`+g,ve=`<${_e}>`,_=document,ye=()=>_.createComment(``),be=e=>e===null||typeof e!=`object`&&typeof e!=`function`,xe=Array.isArray,Se=e=>xe(e)||typeof e?.[Symbol.iterator]==`function`,Ce=`[ 	
\f\r]`,we=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Te=/-->/g,Ee=/>/g,v=RegExp(`>|${Ce}(?:([^\\s"'>=/]+)(${Ce}*=${Ce}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),De=/'/g,Oe=/"/g,ke=/^(?:script|style|textarea|title)$/i,Ae=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),y=Ae(1),b=Ae(2),x=Symbol.for(`lit-noChange`),S=Symbol.for(`lit-nothing`),je=new WeakMap,C=_.createTreeWalker(_,129);function Me(e,t){if(!xe(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return he===void 0?t:he.createHTML(t)}var Ne=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=we;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===we?c[1]===`!--`?o=Te:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=v):(ke.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=v):o=Ee:o===v?c[0]===`>`?(o=i??we,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?v:c[3]===`"`?Oe:De):o===Oe||o===De?o=v:o===Te||o===Ee?o=we:(o=v,i=void 0);let d=o===v&&e[t+1].startsWith(`/>`)?` `:``;a+=o===we?n+ve:l>=0?(r.push(s),n.slice(0,l)+ge+n.slice(l)+g+d):n+g+(l===-2?t:d)}return[Me(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},Pe=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Ne(t,n);if(this.el=e.createElement(l,r),C.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=C.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(ge)){let t=u[o++],n=i.getAttribute(e).split(g),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Re:r[1]===`?`?ze:r[1]===`@`?Be:Le}),i.removeAttribute(e)}else e.startsWith(g)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(ke.test(i.tagName)){let e=i.textContent.split(g),t=e.length-1;if(t>0){i.textContent=me?me.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],ye()),C.nextNode(),c.push({type:2,index:++a});i.append(e[t],ye())}}}else if(i.nodeType===8){if(i.data===_e)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(g,e+1))!==-1;)c.push({type:7,index:a}),e+=g.length-1}}a++}}static createElement(e,t){let n=_.createElement(`template`);return n.innerHTML=e,n}};function w(e,t,n=e,r){if(t===x)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=be(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=w(e,i._$AS(e,t.values),i,r)),t}var Fe=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??_).importNode(t,!0);C.currentNode=r;let i=C.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new Ie(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ve(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=C.nextNode(),a++)}return C.currentNode=_,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},Ie=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=S,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=w(this,e,t),be(e)?e===S||e==null||e===``?(this._$AH!==S&&this._$AR(),this._$AH=S):e!==this._$AH&&e!==x&&this._(e):e._$litType$===void 0?e.nodeType===void 0?Se(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==S&&be(this._$AH)?this._$AA.nextSibling.data=e:this.T(_.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=Pe.createElement(Me(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new Fe(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=je.get(e.strings);return t===void 0&&je.set(e.strings,t=new Pe(e)),t}k(t){xe(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(ye()),this.O(ye()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=pe(e).nextSibling;pe(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},Le=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=S,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=S}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=w(this,e,t,0),a=!be(e)||e!==this._$AH&&e!==x,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=w(this,r[n+o],t,o),s===x&&(s=this._$AH[o]),a||=!be(s)||s!==this._$AH[o],s===S?e=S:e!==S&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===S?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Re=class extends Le{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===S?void 0:e}},ze=class extends Le{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==S)}},Be=class extends Le{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=w(this,e,t,0)??S)===x)return;let n=this._$AH,r=e===S&&n!==S||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==S&&(n===S||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Ve=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){w(this,e)}},He={M:ge,P:g,A:_e,C:1,L:Ne,R:Fe,D:Se,V:w,I:Ie,H:Le,N:ze,U:Be,B:Re,F:Ve},Ue=fe.litHtmlPolyfillSupport;Ue?.(Pe,Ie),(fe.litHtmlVersions??=[]).push(`3.3.3`);var We=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new Ie(t.insertBefore(ye(),e),e,void 0,n??{})}return i._$AI(e),i},Ge=globalThis,T=class extends h{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=We(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return x}};T._$litElement$=!0,T.finalized=!0,Ge.litElementHydrateSupport?.({LitElement:T});var Ke=Ge.litElementPolyfillSupport;Ke?.({LitElement:T}),(Ge.litElementVersions??=[]).push(`4.2.2`);var E=e=>(t,n)=>{n===void 0?customElements.define(e,t):n.addInitializer(()=>{customElements.define(e,t)})},qe={attribute:!0,type:String,converter:le,reflect:!1,hasChanged:ue},Je=(e=qe,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function D(e){return(t,n)=>typeof n==`object`?Je(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function O(e){return D({...e,state:!0,attribute:!1})}var Ye=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function k(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return Ye(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return Ye(n,r,{get(){return a(this)}})}}var Xe=class extends Event{constructor(e,t,n,r){super(`context-request`,{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=t,this.callback=n,this.subscribe=r??!1}};function Ze(e){return e}var Qe=class{constructor(e,t,n,r){if(this.subscribe=!1,this.provided=!1,this.value=void 0,this.t=(e,t)=>{this.unsubscribe&&(this.unsubscribe!==t&&(this.provided=!1,this.unsubscribe()),this.subscribe||this.unsubscribe()),this.value=e,this.host.requestUpdate(),this.provided&&!this.subscribe||(this.provided=!0,this.callback&&this.callback(e,t)),this.unsubscribe=t},this.host=e,t.context!==void 0){let e=t;this.context=e.context,this.callback=e.callback,this.subscribe=e.subscribe??!1}else this.context=t,this.callback=n,this.subscribe=r??!1;this.host.addController(this)}hostConnected(){this.dispatchRequest()}hostDisconnected(){this.unsubscribe&&=(this.unsubscribe(),void 0)}dispatchRequest(){this.host.dispatchEvent(new Xe(this.context,this.host,this.t,this.subscribe))}},$e=class{get value(){return this.o}set value(e){this.setValue(e)}setValue(e,t=!1){let n=t||!Object.is(e,this.o);this.o=e,n&&this.updateObservers()}constructor(e){this.subscriptions=new Map,this.updateObservers=()=>{for(let[e,{disposer:t}]of this.subscriptions)e(this.o,t)},e!==void 0&&(this.value=e)}addCallback(e,t,n){if(!n)return void e(this.value);this.subscriptions.has(e)||this.subscriptions.set(e,{disposer:()=>{this.subscriptions.delete(e)},consumerHost:t});let{disposer:r}=this.subscriptions.get(e);e(this.value,r)}clearCallbacks(){this.subscriptions.clear()}},et=class extends Event{constructor(e,t){super(`context-provider`,{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=t}},tt=class extends $e{constructor(e,t,n){super(t.context===void 0?n:t.initialValue),this.onContextRequest=e=>{if(e.context!==this.context)return;let t=e.contextTarget??e.composedPath()[0];t!==this.host&&(e.stopPropagation(),this.addCallback(e.callback,t,e.subscribe))},this.onProviderRequest=e=>{if(e.context!==this.context||(e.contextTarget??e.composedPath()[0])===this.host)return;let t=new Set;for(let[e,{consumerHost:n}]of this.subscriptions)t.has(e)||(t.add(e),n.dispatchEvent(new Xe(this.context,n,e,!0)));e.stopPropagation()},this.host=e,this.context=t.context===void 0?t:t.context,this.attachListeners(),this.host.addController?.(this)}attachListeners(){this.host.addEventListener(`context-request`,this.onContextRequest),this.host.addEventListener(`context-provider`,this.onProviderRequest)}hostConnected(){this.host.dispatchEvent(new et(this.context,this.host))}},nt=Ze(Symbol.for(`vitrine-connection`)),rt=class{constructor(e){this.host=e,this.consumer=new Qe(e,{context:nt,subscribe:!0}),e.addController(this)}get value(){let{server:e}=this.host;return e==null?this.consumer.value:((this.own===void 0||this.own.client.server!==e.replace(/\/+$/,``))&&(this.own={client:new r(e),locale:this.consumer.value?.locale}),this.own)}get client(){return this.value?.client}get locale(){return this.value?.locale}hostConnected(){customElements.whenDefined(`vitrine-provider`).then(()=>{this.consumer.value===void 0&&this.host.isConnected&&this.consumer.hostConnected()})}},it={up:b`<path d="M5 7.5v6H2.5v-6zM5 7.5l2.7-5.2c1 0 1.8.8 1.8 1.8v2.4h3.1a1.3 1.3 0 0 1 1.3 1.5l-.7 4.3a1.4 1.4 0 0 1-1.4 1.2H5"/>`,down:b`<path d="M11 8.5v-6h2.5v6zM11 8.5l-2.7 5.2c-1 0-1.8-.8-1.8-1.8V9.5H3.4A1.3 1.3 0 0 1 2.1 8l.7-4.3a1.4 1.4 0 0 1 1.4-1.2H11"/>`},at=u`
  :host {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    color: inherit;
    font: inherit;
    --_accent: var(--vitrine-accent, light-dark(oklch(52% 0.17 262), oklch(74% 0.13 262)));
    --_border: var(--vitrine-border, light-dark(oklch(91% 0.005 260), oklch(32% 0.012 260)));
    --_error: var(--vitrine-error, light-dark(oklch(54% 0.19 27), oklch(70% 0.16 27)));
    --_good: var(--vitrine-good, light-dark(oklch(54% 0.13 150), oklch(74% 0.13 150)));
  }
  :host([hidden]) {
    display: none;
  }
  button,
  textarea {
    box-sizing: border-box;
    font: inherit;
    color: inherit;
  }
  button {
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .thumb {
    display: inline-grid;
    place-items: center;
    min-inline-size: 24px;
    min-block-size: 24px;
    inline-size: 1.75em;
    block-size: 1.75em;
    border-radius: var(--vitrine-radius, 6px);
    opacity: 0.75;
    transition: opacity 120ms ease-out;
  }
  .thumb:hover,
  .thumb[aria-pressed='true'] {
    opacity: 1;
  }
  .thumb[aria-pressed='true'] {
    color: var(--_good);
  }
  .thumb.down[aria-pressed='true'] {
    color: var(--_error);
  }
  svg {
    inline-size: 1.2em;
    block-size: 1.2em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [aria-pressed='true'] svg {
    fill: currentColor;
    fill-opacity: 0.35;
  }
  .link {
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .failed {
    color: var(--_error);
  }
  form {
    flex: 1 0 100%;
    order: 1;
    display: flex;
    align-items: flex-end;
    gap: 8px;
    max-inline-size: 32em;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    padding: 4px 8px;
    border: 1px solid var(--_border);
    border-radius: var(--vitrine-radius, 6px);
    background: none;
    resize: vertical;
    field-sizing: content;
    max-block-size: 10em;
  }
  textarea::placeholder {
    color: inherit;
    opacity: 0.7;
  }
  .send {
    padding: 4px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--vitrine-radius, 6px);
  }
  @media (prefers-reduced-motion: reduce) {
    .thumb {
      transition: none;
    }
  }
`;function A(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var ot={up:1,down:0},st={up:`Good answer`,down:`Bad answer`},ct=8e3,j=class extends T{constructor(...e){super(...e),this.connection=new rt(this),this.inView=new IntersectionObserver(e=>{e.some(e=>e.isIntersecting)&&(this.seen=!0)}),this.known=!1,this.reading=!1,this.writing=Promise.resolve(),this.seen=!1,this.mine=null,this.commenting=!1,this.thanks=!1,this.name=`user_feedback`}static{this.styles=at}connectedCallback(){super.connectedCallback(),this.watch()}disconnectedCallback(){super.disconnectedCallback(),this.inView.disconnect(),clearTimeout(this.thanksTimer)}firstUpdated(){this.watch()}watch(){let e=this.renderRoot?.querySelector(`.thumb`);e&&this.inView.observe(e)}get target(){if(this.traceId)return{trace_id:this.traceId};if(this.threadId)return this.projectId?{thread_id:this.threadId,project_id:this.projectId}:this.projectName?{thread_id:this.threadId,project_name:this.projectName}:void 0}willUpdate(){let{client:e}=this.connection,{target:t}=this,n=e&&t&&JSON.stringify([e.server,t,this.name]);n!==this.about&&(this.about=n,this.known=!1,this.mine=null,this.commenting=!1,this.thanks=!1,this.failure=void 0),e&&t&&this.seen&&!this.known&&this.read(e,t)}async read(e,t){let{about:n}=this;this.known=!0,this.reading=!0;let r=await e.feedback(t,this.name).catch(()=>void 0);r!==void 0&&this.about===n&&this.reading&&(this.mine=r.mine)}press(e){let t=ot[e];this.mine?.value===t?this.save(null):this.save({value:t,category_name:e,reason:null})}save(e){let t=this.mine;this.known=!0,this.reading=!1,this.mine=e,this.failure=void 0,this.commenting=e!==null&&e.reason===null,this.thank(e!==null),this.writing=this.writing.then(()=>this.write(e)).catch(()=>{this.mine===e&&(this.mine=t,this.commenting=!1,this.thanks=!1,this.failure=()=>this.save(e))})}async write(e){let{client:t}=this.connection,{target:n}=this;if(t===void 0||n===void 0)throw Error(`There is no server or nothing to judge.`);await(e===null?t.deleteFeedback(n,this.name):t.putFeedback({...n,name:this.name,...e}));let r={value:e?.value??null,reason:e?.reason??null,target:n};this.dispatchEvent(new CustomEvent(`vitrine-feedback`,{detail:r,bubbles:!0,composed:!0}))}thank(e){this.thanks=e,clearTimeout(this.thanksTimer),e&&(this.thanksTimer=setTimeout(()=>this.thanks=!1,ct))}sendComment(e){e.preventDefault();let t=this.renderRoot.querySelector(`textarea`)?.value.trim()??``;t!==``&&this.mine!==null?this.save({...this.mine,reason:t}):this.commenting=!1,this.renderRoot.querySelector(`[aria-pressed=true]`)?.focus()}onCommentKey(e){e.key===`Enter`&&!e.shiftKey&&!e.isComposing?(e.preventDefault(),e.currentTarget.form?.requestSubmit()):e.key===`Escape`&&(e.stopPropagation(),this.commenting=!1,this.renderRoot.querySelector(`[aria-pressed=true]`)?.focus())}render(){return y`${[`up`,`down`].map(e=>y`<button
            part="thumb"
            class="thumb ${e}"
            type="button"
            aria-label=${st[e]}
            title=${st[e]}
            aria-pressed=${this.mine?.value===ot[e]}
            @click=${()=>this.press(e)}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">${it[e]}</svg>
          </button>`)}<span role="status"
        >${this.thanks?y`Thanks. <button class="link" @click=${()=>this.save(null)}>Undo</button>`:S}${this.failure?y`<span class="failed">This was not saved.</span>
                <button class="link" @click=${this.failure}>Try again</button>`:S}</span
      >${this.commenting?y`<form @submit=${this.sendComment}>
              <textarea
                part="comment"
                rows="1"
                maxlength="2000"
                aria-label="Comment"
                placeholder=${this.mine?.value===0?`What went wrong?`:`What was good?`}
                @keydown=${this.onCommentKey}
              ></textarea>
              <button class="send">Send</button>
            </form>`:S}`}};A([O()],j.prototype,`seen`,void 0),A([O()],j.prototype,`mine`,void 0),A([O()],j.prototype,`commenting`,void 0),A([O()],j.prototype,`thanks`,void 0),A([O()],j.prototype,`failure`,void 0),A([D()],j.prototype,`server`,void 0),A([D({attribute:`trace-id`})],j.prototype,`traceId`,void 0),A([D({attribute:`thread-id`})],j.prototype,`threadId`,void 0),A([D({attribute:`project-name`})],j.prototype,`projectName`,void 0),A([D({attribute:`project-id`})],j.prototype,`projectId`,void 0),A([D()],j.prototype,`name`,void 0),j=A([E(`vitrine-feedback`)],j);var M=class extends T{constructor(...e){super(...e),this.context=new tt(this,{context:nt}),this.theme=`auto`}static{this.styles=u`
    :host {
      display: contents;
    }
    :host([theme='light']) {
      color-scheme: light;
    }
    :host([theme='dark']) {
      color-scheme: dark;
    }
  `}willUpdate(e){if(!e.has(`server`)&&!e.has(`tokenProvider`)&&!e.has(`locale`))return;let{server:t,tokenProvider:n,locale:i}=this;if(t==null)return;let a=e.has(`server`)||e.has(`tokenProvider`)?new r(t,n):this.context.value.client;this.context.setValue({client:a,locale:i})}render(){return y`<slot></slot>`}};A([D()],M.prototype,`server`,void 0),A([D({attribute:!1})],M.prototype,`tokenProvider`,void 0),A([D({reflect:!0})],M.prototype,`theme`,void 0),A([D()],M.prototype,`locale`,void 0),M=A([E(`vitrine-provider`)],M);var lt={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},ut=e=>(...t)=>({_$litDirective$:e,values:t}),dt=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:ft}=He,pt=e=>e,mt=()=>document.createComment(``),ht=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new ft(r.insertBefore(mt(),i),r.insertBefore(mt(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=pt(e).nextSibling;pt(r).insertBefore(e,i),e=t}}}return n},N=(e,t,n=e)=>(e._$AI(t,n),e),gt={},_t=(e,t=gt)=>e._$AH=t,vt=e=>e._$AH,yt=e=>{e._$AR(),e._$AA.remove()},bt=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},xt=ut(class extends dt{constructor(e){if(super(e),e.type!==lt.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=vt(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=N(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=N(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=N(i[d],a[m]),ht(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=N(i[f],a[p]),ht(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=bt(o,p,m),u=bt(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=ht(e,i[d]);N(t,a[p]),c[p]=t}else c[p]=N(n,a[p]),ht(e,i[d],n),i[t]=null;p++}else yt(i[f]),f--}else yt(i[d]),d++;for(;p<=m;){let t=ht(e,c[m+1]);N(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&yt(e)}return this.ut=o,_t(e,c),x}}),St=3e4,Ct=class{constructor(e,t){this.loading=!1,this.failures=0,this.host=e,this.options=t,e.addController(this)}want(e){e!==this.key&&(this.key=e,(this.options.keep!==!0||e===void 0)&&(this.value=void 0),this.error=void 0,this.stop(),e!==void 0&&this.run())}refresh(){this.key!==void 0&&(this.stop(),this.run())}hostConnected(){this.key!==void 0&&this.value===void 0?this.refresh():this.value!==void 0&&this.plan()}hostDisconnected(){this.stop()}stop(){this.request?.abort(),this.request=void 0,this.loading=!1,clearTimeout(this.timer)}async run(){let e=new AbortController;this.request=e,this.loading=!0,this.host.requestUpdate();try{let t=await this.options.load(e.signal);if(e.signal.aborted)return;this.value=t,this.error=void 0,this.failures=0}catch(t){if(e.signal.aborted)return;this.error=t instanceof Error?t:Error(String(t)),this.failures++}this.loading=!1,this.plan(),this.host.requestUpdate()}plan(){let e=this.value===void 0?void 0:this.options.refreshAfter?.(this.value);e!==void 0&&(clearTimeout(this.timer),this.timer=setTimeout(()=>this.refreshWhenSeen(),Math.min(e*2**this.failures,St)))}refreshWhenSeen(){document.hidden?document.addEventListener(`visibilitychange`,()=>this.refreshWhenSeen(),{once:!0}):this.refresh()}},wt=new Map;function P(e,t,n={}){let r=`${t??``}${JSON.stringify(n)}`,i=wt.get(r);return i===void 0&&wt.set(r,i=new Intl.NumberFormat(t,n)),i.format(e)}var Tt=1e-4;function Et(e){return e===0||e>=1e3?0:e>=1?2:e>=.01?3:4}function Dt(e,t,n){return P(e,n,{style:`currency`,currency:`USD`,currencyDisplay:`narrowSymbol`,minimumFractionDigits:t,maximumFractionDigits:t})}function F(e,t=!1,n){if(e===null||e===0&&t)return[[t?`unpriced`:`–`,``]];let r=e>0&&e<Tt?`<${Dt(Tt,4,n)}`:Dt(e,Et(e),n);return[[t?`${r}+`:r,``]]}function Ot(e,t,n){return P(e,n,{minimumFractionDigits:t,maximumFractionDigits:t})}function kt(e){return String(e).padStart(2,`0`)}function I(e,t){if(e===null)return[[`–`,``]];if(e>0&&e<1)return[[`<1`,`ms`]];if(e<999.5)return[[Ot(e,0,t),`ms`]];if(e<9995)return[[Ot(e/1e3,2,t),`s`]];if(e<59950)return[[Ot(e/1e3,1,t),`s`]];let n=Math.round(e/1e3);if(n<3600)return[[String(Math.floor(n/60)),`m`],[kt(n%60),`s`]];let r=Math.round(n/60);return[[P(Math.floor(r/60),t),`h`],[kt(r%60),`m`]]}function At(e){return e.map(([e,t])=>t===``?e:`${e}\u00A0${t}`).join(`\xA0`)}function L(e){return y`<span class="number"
    >${e.map(([e,t])=>t===``?e:y`${e}<span class="unit">&nbsp;${t}</span> `)}</span
  >`}var jt=[{below:60,by:1,unit:`second`},{below:3600,by:60,unit:`minute`},{below:86400,by:3600,unit:`hour`},{below:604800,by:86400,unit:`day`}];function Mt(e,t,n){let r=new Date(e),i=(t-r.getTime())/1e3;if(Math.abs(i)<5)return`just now`;let a=jt.find(({below:e})=>Math.abs(i)<e);if(a===void 0){let e=r.getFullYear()===new Date(t).getFullYear();return r.toLocaleDateString(n,{day:`numeric`,month:`short`,...e?{}:{year:`numeric`}})}return new Intl.RelativeTimeFormat(n,{style:`short`,numeric:`always`}).format(-Math.trunc(i/a.by),a.unit).replace(`.`,``)}function Nt(e,t){return new Date(e).toLocaleString(t,{day:`numeric`,month:`short`,year:`numeric`,hour:`2-digit`,minute:`2-digit`,second:`2-digit`,fractionalSecondDigits:3,timeZoneName:`short`})}function Pt(e,t){return y`<time datetime=${e} title=${Nt(e,t)}>${Mt(e,Date.now(),t)}</time>`}var Ft=[{from:99995e4,by:1e9,suffix:`B`},{from:999950,by:1e6,suffix:`M`},{from:999.5,by:1e3,suffix:`k`}];function It(e,t){if(e===null)return[[`–`,``]];let n=Ft.find(({from:t})=>e>=t);if(n===void 0)return[[P(e,t,{maximumFractionDigits:0}),`tok`]];let r=e/n.by,i=+(r<99.95);return[[`${P(r,t,{minimumFractionDigits:i,maximumFractionDigits:i})}${n.suffix}`,`tok`]]}function R(e){return y`<svg
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.4"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${e}
  </svg>`}var z={check:b`<path d="M3.5 8.5l3 3 6-7"/>`,error:b`<path d="M8 2.2l6.2 11H1.8z"/><path d="M8 6.5v3M8 11.3v.01"/>`,running:b`<circle cx="8" cy="8" r="5.5" stroke-dasharray="3 2.2"/>`,chevron:b`<path d="M6 4.5L9.5 8 6 11.5"/>`,older:b`<path d="M6 3.5L10.5 8 6 12.5"/>`,newer:b`<path d="M10 3.5L5.5 8l4.5 4.5"/>`,search:b`<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2l3.3 3.3"/>`,refresh:b`<path d="M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3"/>`,copy:b`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M3.5 10.5h-.2A.8.8 0 0 1 2.5 9.7V3.3a.8.8 0 0 1 .8-.8h6.4a.8.8 0 0 1 .8.8v.2"/>`,close:b`<path d="M4 4l8 8M12 4l-8 8"/>`,back:b`<path d="M7 3.5L2.5 8 7 12.5M3 8h10.5"/>`,keyboard:b`<rect x="1.5" y="4" width="13" height="8.5" rx="1.5"/><path d="M4.5 7h.01M7 7h.01M9.5 7h.01M11.7 7h.01M5.5 10h5"/>`,thread:b`<path d="M3.5 3h9A1.5 1.5 0 0 1 14 4.5v5a1.5 1.5 0 0 1-1.5 1.5H7.5L4.5 13.5V11h-1A1.5 1.5 0 0 1 2 9.5v-5A1.5 1.5 0 0 1 3.5 3z"/>`,folder:b`<path d="M2 4.5A1.5 1.5 0 0 1 3.5 3h2.7l1.5 1.8h4.8A1.5 1.5 0 0 1 14 6.3v5.2a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5z"/>`},Lt={0:`The server cannot be reached`,401:`You are not signed in`,403:`You may not see this`,429:`The server is busy`,503:`The server is starting`},Rt=new Set([400,403,404]);function zt(e,t,r){let i=e instanceof n?e.status:-1,a=i===404?t:Lt[i]??`This could not be loaded`;return y`<div class="state" role="alert" part="error">
    <span class="state-icon">${R(z.error)}</span>
    <strong>${a}</strong>
    <span class="muted">${e.message}</span>
    ${Rt.has(i)?S:y`<button class="button" @click=${r}>Try again</button>`}
  </div>`}function Bt(){return y`<div class="state" part="error">
    <strong>No server</strong>
    <span class="muted"
      >Put this element in a &lt;vitrine-provider server="/vitrine"&gt;, or give it a server attribute.</span
    >
  </div>`}function Vt(e){return y`<div class="waiting" role="status">
    <span class="visually-hidden">Loading</span>${Array.from({length:e},()=>y`<span></span>`)}
  </div>`}var Ht=u`
  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 160px;
    padding: 32px 16px;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .state strong {
    font-size: 15px;
    font-weight: 600;
  }
  .state .button {
    margin-block-start: 8px;
  }
  .state-icon {
    color: var(--_error);
  }
  .state code {
    font-family: var(--_font-mono);
    font-size: 12px;
    user-select: all;
  }
  .state .snippet {
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    margin-block-start: 8px;
    padding: 6px 6px 6px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    text-align: start;
  }
  .waiting {
    animation: vitrine-appear 120ms ease-out 200ms backwards;
  }
  .waiting span {
    display: block;
    block-size: 10px;
    margin: 9px 12px;
    border-radius: 5px;
    background: var(--_hover);
  }
  .waiting span:nth-child(3n + 1) {
    inline-size: 62%;
  }
  .waiting span:nth-child(3n + 2) {
    inline-size: 84%;
  }
  .waiting span:nth-child(3n) {
    inline-size: 47%;
  }
  @keyframes vitrine-appear {
    from {
      opacity: 0;
    }
  }
`,B=u`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: 24px;
    min-block-size: 24px;
    padding: 0 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: none;
    white-space: nowrap;
    text-decoration: none;
    cursor: pointer;
    transition: background-color var(--_ease);
  }
  .button:hover {
    background: var(--_hover);
  }
  .button:disabled {
    color: var(--_muted);
    opacity: 0.6;
    cursor: default;
    background: none;
  }
  .button.quiet {
    border-color: transparent;
    color: var(--_muted);
  }
  .button.quiet:hover:not(:disabled) {
    color: var(--_text);
  }
  .button.icon {
    padding: 0;
    inline-size: 24px;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-decoration: none;
    cursor: pointer;
  }
  .link:hover {
    text-decoration: underline;
  }
  .field {
    min-block-size: 28px;
    padding: 0 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: none;
  }
  .field::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .muted {
    color: var(--_muted);
  }
  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .unit {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg {
    display: block;
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }
`,V=u`
  :host {
    --_font-mono: var(--vitrine-font-mono, ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, monospace);
    --_text-size: var(--vitrine-text-size, 13px);
    --_small: var(--vitrine-small, 11px);
    --_line: var(--vitrine-line, 20px);
    --_radius: var(--vitrine-radius, 6px);
    --_row: var(--vitrine-row, 28px);
    --_bg: var(--vitrine-bg, transparent);
    --_surface: var(--vitrine-surface, light-dark(oklch(99% 0.002 260), oklch(21% 0.01 260)));
    --_raised: var(--vitrine-raised, light-dark(oklch(100% 0 0), oklch(25% 0.012 260)));
    --_border: var(--vitrine-border, light-dark(oklch(91% 0.005 260), oklch(32% 0.012 260)));
    --_text: var(--vitrine-text, light-dark(oklch(24% 0.015 260), oklch(93% 0.005 260)));
    --_muted: var(--vitrine-muted, light-dark(oklch(50% 0.015 260), oklch(70% 0.012 260)));
    --_accent: var(--vitrine-accent, light-dark(oklch(52% 0.17 262), oklch(74% 0.13 262)));
    --_span-llm: var(--vitrine-span-llm, light-dark(oklch(55% 0.17 300), oklch(72% 0.14 300)));
    --_span-tool: var(--vitrine-span-tool, light-dark(oklch(55% 0.11 190), oklch(74% 0.1 190)));
    --_span-retrieval: var(--vitrine-span-retrieval, light-dark(oklch(57% 0.13 235), oklch(74% 0.11 235)));
    --_span-guardrail: var(--vitrine-span-guardrail, light-dark(oklch(62% 0.13 75), oklch(78% 0.12 75)));
    --_span-general: var(--vitrine-span-general, light-dark(oklch(60% 0.02 260), oklch(66% 0.02 260)));
    --_error: var(--vitrine-error, light-dark(oklch(54% 0.19 27), oklch(70% 0.16 27)));
    --_good: var(--vitrine-good, light-dark(oklch(54% 0.13 150), oklch(74% 0.13 150)));
    --_hover: color-mix(in oklch, var(--_text) 5%, transparent);
    --_selected: color-mix(in oklch, var(--_accent) 11%, transparent);
    --_ease: 120ms ease-out;
    color: var(--_text);
    font-family: var(--vitrine-font, inherit);
    font-size: var(--_text-size);
    line-height: var(--_line);
    text-align: start;
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_ease: 0s;
    }
  }
`,Ut=u`
  :host {
    display: block;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-size: inherit;
    line-height: inherit;
  }
  .plain {
    white-space: pre-wrap;
  }
  .text > :first-child {
    margin-block-start: 0;
  }
  .text > :last-child {
    margin-block-end: 0;
  }
  p,
  ul,
  ol,
  pre,
  table,
  blockquote {
    margin-block: 0 0.7em;
  }
  ul,
  ol {
    padding-inline-start: 1.6em;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    margin-block: 1em 0.4em;
    font-size: 1.08em;
    font-weight: 600;
    line-height: 1.4;
  }
  code {
    padding: 1px 4px;
    border-radius: 4px;
    background: var(--_hover);
    font-family: var(--_font-mono);
    font-size: 0.92em;
  }
  pre {
    padding: 8px 12px;
    overflow-x: auto;
    border-radius: var(--_radius);
    background: var(--_hover);
    line-height: 1.5;
  }
  pre code {
    padding: 0;
    background: none;
    white-space: pre;
  }
  blockquote {
    margin-inline: 0;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_border);
    color: var(--_muted);
  }
  table {
    display: block;
    overflow-x: auto;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 4px 10px;
    border-block-end: 1px solid var(--_border);
    text-align: start;
  }
  hr {
    border: 0;
    border-block-start: 1px solid var(--_border);
    margin-block: 1em;
  }
  img {
    max-inline-size: 100%;
  }
  .image {
    padding: 2px 8px;
    border: 1px dashed var(--_border);
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
`,Wt=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),Gt=function(e){return`/`+e},Kt={},qt=function(e){return e.pathname.endsWith(`.css`)},Jt=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},Yt=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=Gt(t,n);let r=s(t),i=qt(r);return Jt(Kt,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:Wt,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})},Xt=2e4,Zt=2e5,Qt=class extends T{constructor(...e){super(...e),this.shown=Xt,this.text=``}static{this.styles=[V,B,Ut]}willUpdate(e){e.has(`text`)&&(this.shown=Xt)}updated(){let e=this.text.slice(0,this.shown);this.place.textContent=e,this.place.classList.add(`plain`),e.length<=Zt&&/[*_`#[\]|>\n-]|https?:/.test(e)&&this.markUp(e).catch(()=>void 0)}async markUp(e){let{renderMarkdown:t}=await Yt(async()=>{let{renderMarkdown:e}=await import(`./widgets/render-markdown-D40PbvSy.js`);return{renderMarkdown:e}},[]);e===this.text.slice(0,this.shown)&&(this.place.replaceChildren(t(e)),this.place.classList.remove(`plain`))}render(){return y`<div class="text"></div>
      ${this.text.length-this.shown>0?y`<button class="link" @click=${()=>this.shown*=4}>
              Show more of ${P(this.text.length,this.locale)} characters
            </button>`:S}`}};A([k(`.text`)],Qt.prototype,`place`,void 0),A([O()],Qt.prototype,`shown`,void 0),A([D()],Qt.prototype,`text`,void 0),A([D()],Qt.prototype,`locale`,void 0),Qt=A([E(`vitrine-markdown`)],Qt);var $t=new Set([`http`,`database`,`infrastructure`]);function en({kind:e,has_error:t}){return $t.has(e)&&!t}function tn({spans:e}){let t=e.filter(en).length;return t===e.length?0:t}function nn({trace:e}){return{id:e.id,parent_span_id:null,name:e.name,kind:`trace`,start_time:e.start_time,end_time:e.end_time,duration:e.duration,ttft:e.ttft,model:null,provider:null,total_tokens:e.total_tokens,total_estimated_cost:e.total_estimated_cost,cost_status:e.unpriced_span_count>0?`unpriced`:``,has_error:e.error_info!==null}}function rn(e,t){e.parent=t,e.depth=t.depth+1,t.children.push(e),e.position=t.children.length}function an(e){let t=new Map;for(let n of e.values()){let r=[],i=new Set,a=n.id;for(;a!==null&&e.has(a)&&!t.has(a);){if(i.has(a)){a=null;break}i.add(a),r.push(a),a=e.get(a)?.parent_span_id??null}let o=a===null?null:t.get(a)??(e.has(a)?null:a);for(let e of r)t.set(e,o)}return t}function on(e,t=()=>!1){let n=e=>({row:e,parent:void 0,children:[],depth:0,position:1}),r=n(nn(e)),i=new Map(e.spans.filter(t).map(e=>[e.id,e])),a=an(i),o=e.spans.filter(e=>!i.has(e.id)).map(n),s=new Map(o.map(e=>[e.row.id,e])),c=new Map,l=[];for(let e of o){let{parent_span_id:t}=e.row,n=t===null?null:a.get(t)??t,r=n===null?void 0:s.get(n);r===void 0?l.push(e):c.has(r)?c.get(r)?.push(e):c.set(r,[e])}let u=new Set,d=e=>{rn(e,r),u.add(e);let t=[e];for(let e=t.pop();e!==void 0;e=t.pop())for(let n of c.get(e)??[])u.has(n)||(rn(n,e),u.add(n),t.push(n))};for(let e of l)d(e);for(let e of o)u.has(e)||d(e);return r}var H=ut(class extends dt{constructor(e){if(super(e),this.last={},e.type!==lt.ELEMENT)throw Error("setStyle() stands in a tag: <div ${setStyle({...})}>")}render(e){return x}update(e,[t]){let{style:n}=e.element;for(let[e,r]of Object.entries(t))this.last[e]!==r&&n.setProperty(e,r);return this.last=t,x}}),sn=1500,cn=class extends T{constructor(...e){super(...e),this.done=!1,this.text=()=>``,this.what=``}static{this.styles=[V,B,u`
      :host {
        display: inline-block;
        vertical-align: middle;
      }
      .done {
        color: var(--_good);
      }
    `]}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer)}async copy(){try{await navigator.clipboard.writeText(this.text())}catch{let e=document.createElement(`textarea`);e.value=this.text(),document.body.append(e),e.select(),document.execCommand(`copy`),e.remove()}this.done=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>this.done=!1,sn)}render(){return y`<button
        class="button quiet icon"
        type="button"
        aria-label="Copy ${this.what}"
        title="Copy ${this.what}"
        @click=${this.copy}
      >
        <span class=${this.done?`done`:``}>${R(this.done?z.check:z.copy)}</span></button
      ><span class="visually-hidden" role="status">${this.done?`Copied`:``}</span>`}};A([O()],cn.prototype,`done`,void 0),A([D({attribute:!1})],cn.prototype,`text`,void 0),A([D()],cn.prototype,`what`,void 0),cn=A([E(`vitrine-copy`)],cn);var U={trace:{label:`Trace`,family:`general`,icon:b`<path d="M2.5 4h8M5 8h8.5M7 12h5"/>`},agent:{label:`Agent`,family:`general`,icon:b`<rect x="3" y="5.5" width="10" height="7.5" rx="2"/><path d="M8 5.5V3M6 9v.6M10 9v.6M1.5 8.5v2M14.5 8.5v2"/>`},step:{label:`Step`,family:`general`,icon:b`<path d="M3 3.5v6a2 2 0 0 0 2 2h7.5M9.5 8.5l3 3-3 3"/>`},chain:{label:`Chain`,family:`general`,icon:b`<path d="M6.5 9.5l3-3M7.2 4.8l1.3-1.3a2.7 2.7 0 0 1 3.9 3.9l-1.3 1.3M8.8 11.2l-1.3 1.3a2.7 2.7 0 0 1-3.9-3.9l1.3-1.3"/>`},llm:{label:`Model call`,family:`llm`,icon:b`<path d="M8 2l1.5 4.5L14 8l-4.5 1.5L8 14l-1.5-4.5L2 8l4.5-1.5z"/>`},embedding:{label:`Embedding`,family:`llm`,icon:b`<path d="M4 4h.01M8 3h.01M12 5h.01M3 8h.01M7.5 7.5h.01M12 9.5h.01M5 12h.01M9 12.5h.01" stroke-width="2.4"/>`},rerank:{label:`Rerank`,family:`retrieval`,icon:b`<path d="M4 3v10M2 5l2-2 2 2M8.5 4H14M8.5 8h4M8.5 12h2"/>`},retrieval:{label:`Retrieval`,family:`retrieval`,icon:b`<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2l3.3 3.3"/>`},tool:{label:`Tool`,family:`tool`,icon:b`<path d="M13.2 4.6l-2.4 2.4-1.8-1.8 2.4-2.4a3.7 3.7 0 0 0-4.6 4.9l-4 4a1.3 1.3 0 0 0 1.8 1.8l4-4a3.7 3.7 0 0 0 4.6-4.9z"/>`},guardrail:{label:`Guardrail`,family:`guardrail`,icon:b`<path d="M8 2l5 1.8v4c0 3-2.1 5.1-5 6.2-2.9-1.1-5-3.2-5-6.2v-4z"/>`},http:{label:`HTTP`,family:`general`,icon:b`<circle cx="8" cy="8" r="5.6"/><path d="M2.4 8h11.2M8 2.4c2.2 2.6 2.2 8.6 0 11.2M8 2.4c-2.2 2.6-2.2 8.6 0 11.2"/>`},database:{label:`Database`,family:`retrieval`,icon:b`<ellipse cx="8" cy="4" rx="5" ry="2"/><path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2"/>`},infrastructure:{label:`Infrastructure`,family:`general`,icon:b`<rect x="2.5" y="3" width="11" height="4" rx="1"/><rect x="2.5" y="9" width="11" height="4" rx="1"/><path d="M5 5h.01M5 11h.01"/>`},general:{label:`Span`,family:`general`,icon:b`<circle cx="8" cy="8" r="3.2"/>`}};function W(e){return typeof e==`object`&&!!e&&!Array.isArray(e)}function G(e){return typeof e==`string`?e:``}function ln(e){if(typeof e!=`string`)return e??null;if(!/^\s*[[{]/.test(e))return e;try{return JSON.parse(e)}catch{return e}}function un(e,...t){return t.map(t=>e[t]).find(e=>e!=null)}function K(e){let t=W(e.function)?e.function:e;return{type:`tool-call`,name:G(un(t,`name`,`toolName`,`tool_name`))||`tool`,value:ln(un(t,`arguments`,`args`,`input`,`parameters`))}}function dn(e){let t=un(e,`name`,`toolName`,`tool_name`,`tool_call_id`,`tool_use_id`,`call_id`,`toolCallId`),n=un(e,`output`,`result`,`response`,`content`),r=W(n)&&`value`in n&&`type`in n?n.value:n;return{type:`tool-result`,name:G(t)||`result`,value:ln(r)}}var fn=e=>{let t=Array.isArray(e.summary)?e.summary.map(e=>W(e)?G(e.text):G(e)).join(`
`):void 0;return{type:`reasoning`,text:G(un(e,`text`,`thinking`,`reasoning`))||t||``}},pn=e=>({type:`text`,text:G(un(e,`text`,`refusal`))}),q=e=>({type:`media`,label:G(e.type).replace(/^input_/,``).replace(/_url$/,``)}),mn={text:pn,input_text:pn,output_text:pn,refusal:pn,reasoning:fn,thinking:fn,tool_use:K,tool_call:K,"tool-call":K,function_call:K,tool_result:dn,"tool-result":dn,function_call_output:dn,image:q,image_url:q,input_image:q,file:q,input_file:q,document:q,audio:q,input_audio:q,video:q},hn={text:e=>({type:e.thought===!0?`reasoning`:`text`,text:G(e.text)}),functionCall:e=>K(e.functionCall),functionResponse:e=>dn(e.functionResponse),inlineData:()=>({type:`media`,label:`file`}),fileData:()=>({type:`media`,label:`file`})};function gn(e){if(typeof e==`string`)return{type:`text`,text:e};if(!W(e))return{type:`json`,value:e};let t=e.type,n=typeof t==`string`?mn[t]:void 0;if(n!==void 0)return n(e);let r=Object.keys(hn).find(t=>e[t]!==void 0&&e[t]!==null);return(r===void 0?void 0:hn[r])?.(e)??{type:`json`,value:e}}function _n(e){return e==null||e===``?[]:(Array.isArray(e)?e:[e]).map(gn).filter(e=>!(`text`in e)||e.text!==``)}var vn={system:`system`,developer:`system`,SystemMessage:`system`,user:`user`,human:`user`,HumanMessage:`user`,assistant:`assistant`,ai:`assistant`,model:`assistant`,AIMessage:`assistant`,AIMessageChunk:`assistant`,tool:`tool`,function:`tool`,ToolMessage:`tool`},yn={function_call:`assistant`,reasoning:`assistant`,function_call_output:`tool`},bn={input:[`messages`,`prompt`,`contents`,`input`,`question`,`query`,`text`,`content`,`kwargs`],output:[`messages`,`choices`,`candidates`,`generations`,`message`,`output`,`content`,`text`,`answer`,`response`,`kwargs`]},xn=5;function Sn(e){let{id:t,kwargs:n,data:r}=e;return Array.isArray(t)&&W(n)?{...n,role:t.at(-1)??null}:W(r)&&typeof e.type==`string`&&vn[e.type]!==void 0?{...r,role:e.type}:e}function Cn(e){if(!W(e))return;let t=Sn(e),{type:n}=t,r=typeof n==`string`?yn[n]:void 0;if(r!==void 0)return{role:r,parts:_n([t])};let i=t.role??n,a=typeof i==`string`?vn[i]:void 0;if(a===void 0)return;let o=t.content??t.parts??t.text,s=t.tool_calls??t.toolCalls,c=a===`tool`&&typeof o==`string`?[dn({...t,content:ln(o)})]:_n(o),l=c.some(e=>e.type===`tool-call`);return Array.isArray(s)&&!l&&c.push(...s.filter(W).map(K)),{role:a,parts:c}}function wn(e){let t=e.map(Cn);return t.length>0&&t.every(e=>e!==void 0)?t:void 0}function Tn(e){let{text:t,toolCalls:n}=e;if(typeof t==`string`&&Array.isArray(n))return{role:`assistant`,parts:[..._n(t),...n.filter(W).map(K)]}}function En(e,t,n){if(e==null||e===``||n>xn)return;let r=t===`input`?`user`:`assistant`;if(typeof e==`string`)return n>0?[{role:r,parts:_n(e)}]:void 0;if(Array.isArray(e)){let i=wn(e);if(i!==void 0)return i;let a=_n(e);return a.length>0&&a.every(e=>e.type!==`json`)?[{role:r,parts:a}]:e.length===1||t===`output`?En(e[0],t,n+1):void 0}if(!W(e))return;let i=Cn(e)??(t===`output`?Tn(e):void 0);if(i!==void 0)return[i];for(let r of bn[t]){let i=En(e[r],t,n+1);if(i!==void 0)return i}}function Dn(e,t){let n=En(typeof e==`string`?[e]:e,t,0);if(n===void 0||t===`output`||!W(e))return n;let r=_n(e.system??e.instructions??e.systemInstruction),i=n.some(e=>e.role===`system`);return r.length===0||i?n:[{role:`system`,parts:r},...n]}function On(e,t){let n=Dn(e,`input`)??[],r=Dn(t,`output`)??[];return n.every((e,t)=>JSON.stringify(e)===JSON.stringify(r[t]))?r:[...n,...r]}var kn=u`
  :host {
    display: block;
    min-inline-size: 0;
    font-family: var(--_font-mono);
    font-size: 12px;
    line-height: 18px;
  }
  .text {
    margin: 0;
    font: inherit;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  ul ul {
    padding-inline-start: 14px;
    border-inline-start: 1px solid var(--_border);
    margin-inline-start: 6px;
  }
  .deep {
    padding-inline-start: 0;
  }
  .entry {
    padding-inline-start: 16px;
    overflow-wrap: anywhere;
  }
  .fold {
    display: inline-flex;
    align-items: baseline;
    max-inline-size: 100%;
    min-block-size: 18px;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
    border-radius: 3px;
  }
  .fold svg {
    align-self: center;
    inline-size: 12px;
    block-size: 12px;
    margin-inline-end: 4px;
    color: var(--_muted);
    transition: transform var(--_ease);
  }
  .fold[aria-expanded='true'] svg {
    transform: rotate(90deg);
  }
  .key {
    color: var(--_muted);
  }
  .string {
    white-space: pre-wrap;
    color: light-dark(oklch(42% 0.1 150), oklch(80% 0.09 150));
  }
  .literal {
    color: light-dark(oklch(45% 0.15 262), oklch(80% 0.1 262));
  }
  .link {
    font-family: var(--vitrine-font, inherit);
    min-block-size: 18px;
  }
`,An=2e4,jn=600,Mn=100,Nn=3,Pn=30,Fn=12;function In(e){return typeof e==`object`&&!!e}function Ln(e,t){return Array.isArray(e)?e.slice(0,t).map((e,t)=>[String(t),e]):Object.entries(e).slice(0,t)}function Rn(e){let t=Array.isArray(e)?e.length:Object.keys(e).length;return Array.isArray(e)?`[${t===0?``:`${t} ${t===1?`item`:`items`}`}]`:t===0?`{}`:`{${Object.keys(e).slice(0,4).join(`, `).slice(0,60)}${t>4?`, …`:``}}`}var J=class extends T{constructor(...e){super(...e),this.folds=new Map,this.shown=new Map,this.value=null,this.as=`tree`,this.text=``}static{this.styles=[V,B,kn]}willUpdate(e){e.has(`value`)&&(this.folds=new Map,this.shown=new Map),(e.has(`value`)||e.has(`as`))&&(this.text=typeof this.value==`string`?this.value:this.as===`text`?JSON.stringify(this.value,null,2)??``:``)}renderCut(e,t,n){let r=this.shown.get(e)??n;return t.length<=r?y`${t}`:y`${t.slice(0,r)}…
      <button class="link" @click=${()=>this.shown=new Map(this.shown).set(e,r*4)}>
        show more of ${P(t.length,this.locale)} characters
      </button>`}renderLeaf(e,t){return typeof t==`string`?y`<span class="string">"${this.renderCut(e,t,jn)}"</span>`:y`<span class="literal">${String(t)}</span>`}isOpen(e,t,n){let r=Array.isArray(t)?t.length:Object.keys(t).length;return this.folds.get(e)??(n<Nn&&r<=Pn)}renderBranch(e,t,n,r){let i=this.isOpen(e,n,r);return y`<button
        class="fold"
        type="button"
        aria-expanded=${i}
        @click=${()=>this.folds=new Map(this.folds).set(e,!i)}
      >
        ${R(z.chevron)}<span class="cut"
          ><span class="key">${t}:&nbsp;</span><span class="muted">${Rn(n)}</span></span
        ></button
      >${i?this.renderEntries(e,n,r):S}`}renderEntries(e,t,n){let r=Array.isArray(t)?t.length:Object.keys(t).length,i=this.shown.get(e)??Mn;return y`<ul class=${n>Fn?`deep`:``}>
      ${Ln(t,i).map(([t,r])=>{let i=`${e}/${t}`;return In(r)?y`<li>${this.renderBranch(i,t,r,n+1)}</li>`:y`<li class="entry"><span class="key">${t}: </span>${this.renderLeaf(i,r)}</li>`})}
      ${r>i?y`<li class="entry">
              <button class="link" @click=${()=>this.shown=new Map(this.shown).set(e,i*4)}>
                show more of ${P(r,this.locale)}
              </button>
            </li>`:S}
    </ul>`}render(){let{value:e}=this;return typeof e==`string`||this.as===`text`?y`<pre class="text">${this.renderCut(``,this.text,An)}</pre>`:In(e)?Object.keys(e).length===0?y`<span class="muted">${Rn(e)}</span>`:this.renderEntries(``,e,0):this.renderLeaf(``,e)}};A([O()],J.prototype,`folds`,void 0),A([O()],J.prototype,`shown`,void 0),A([D({attribute:!1})],J.prototype,`value`,void 0),A([D()],J.prototype,`as`,void 0),A([D()],J.prototype,`locale`,void 0),J=A([E(`vitrine-value`)],J);var zn=u`
  :host {
    display: block;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    padding-block: 2px 14px;
    padding-inline-start: 16px;
    border-inline-start: 1px solid var(--_border);
  }
  li:last-child {
    padding-block-end: 2px;
  }
  li::before {
    content: '';
    position: absolute;
    inset-block-start: 9px;
    inset-inline-start: -4px;
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--_span-general);
  }
  .user::before {
    background: var(--_accent);
  }
  .assistant::before {
    background: var(--_span-llm);
  }
  .tool::before {
    background: var(--_span-tool);
  }
  .role {
    display: block;
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 500;
  }
  .part + .part {
    margin-block-start: 6px;
  }
  .reasoning {
    color: var(--_muted);
    font-style: italic;
  }
  .call {
    display: flex;
    align-items: start;
    gap: 8px;
    min-inline-size: 0;
    line-height: 20px;
  }
  .call > .name {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: none;
    color: var(--_span-tool);
    font-family: var(--_font-mono);
    font-size: 12px;
  }
  .call svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .call > .inline {
    font-family: var(--_font-mono);
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  .block {
    display: block;
    margin-block-start: 4px;
  }
  .clamped {
    max-block-size: 160px;
    overflow: hidden;
    mask-image: linear-gradient(#000 60%, transparent);
  }
  .earlier {
    margin-block-end: 8px;
  }
`,Bn=30,Vn=90,Hn=600;function Un(e){if(typeof e==`string`)return e.length<=Vn&&!e.includes(`
`)?e:void 0;if(typeof e==`object`&&e&&Object.keys(e).length>8)return;let t=JSON.stringify(e);return t.length<=Vn?t:void 0}var Wn=class extends T{constructor(...e){super(...e),this.shown=Bn,this.unfolded=new Set,this.messages=[]}static{this.styles=[V,B,zn]}willUpdate(e){e.has(`messages`)&&(this.shown=Bn,this.unfolded=new Set)}renderTool(e,t,n){let r=Un(t);return y`<div class="call">
        <span class="name">${R(U.tool.icon)}<span class="visually-hidden">${n}</span>${e}</span>
        ${r===void 0?S:y`<span class="inline">${r}</span>`}
      </div>
      ${r===void 0?y`<vitrine-value class="block" .value=${t} .locale=${this.locale}></vitrine-value>`:S}`}renderPart(e){switch(e.type){case`tool-call`:return this.renderTool(e.name,e.value,`calls`);case`tool-result`:return this.renderTool(e.name,e.value,`answers`);case`media`:return y`<span class="muted">[${e.label}]</span>`;case`json`:return y`<vitrine-value .value=${e.value} .locale=${this.locale}></vitrine-value>`;default:return y`<vitrine-markdown class=${e.type} .text=${e.text} .locale=${this.locale}></vitrine-markdown>`}}renderMessage(e,t){let n=e.parts.reduce((e,t)=>e+(`text`in t?t.text.length:0),0),r=e.role===`system`&&n>Hn&&!this.unfolded.has(t);return y`<li class=${e.role}>
      <span class="role">${e.role}</span>
      <div class=${r?`clamped`:``}>
        ${e.parts.map(e=>y`<div class="part">${this.renderPart(e)}</div>`)}
        ${e.parts.length===0?y`<span class="muted">empty</span>`:S}
      </div>
      ${r?y`<button class="link" @click=${()=>this.unfolded=new Set([...this.unfolded,t])}>
              Show all
            </button>`:S}
    </li>`}render(){let e=Math.max(0,this.messages.length-this.shown);return y`${e>0?y`<button class="button earlier" @click=${()=>this.shown+=150}>
              Show earlier messages (${e} more)
            </button>`:S}
      <ol>
        ${this.messages.slice(e).map((t,n)=>this.renderMessage(t,e+n))}
      </ol>`}};A([O()],Wn.prototype,`shown`,void 0),A([O()],Wn.prototype,`unfolded`,void 0),A([D({attribute:!1})],Wn.prototype,`messages`,void 0),A([D()],Wn.prototype,`locale`,void 0),Wn=A([E(`vitrine-messages`)],Wn);var Gn=[[`input`,`Input`],[`cache_read`,`Input, from cache`],[`cache_write`,`Input, written to cache`],[`output`,`Output`],[`reasoning`,`Reasoning`]];function Kn({ledger:e,usage:t}){if(e===null)return{rows:Object.entries(t??{}),total:null};let n=Gn.map(([t,n])=>[n,e[t]]);return{rows:n.filter(([,e])=>e>0),total:n.reduce((e,[,t])=>e+t,0)}}function qn(e,t){let{rows:n,total:r}=Kn(e);return n.length===0?S:y`<section>
    <h4 class="section-title">Tokens</h4>
    <table>
      <tbody>
        ${n.map(([e,n])=>y`<tr>
              <td>${e}</td>
              <td class="number">${P(n,t)}</td>
            </tr>`)}
      </tbody>
      ${r===null?S:y`<tfoot>
              <tr>
                <td>In all</td>
                <td class="number">${P(r,t)}</td>
              </tr>
            </tfoot>`}
    </table>
  </section>`}function Jn(e,t){let n=e.cost_status===`unpriced`;if(e.total_estimated_cost===null&&!n)return;let r=n?` (no price is known for the model)`:e.cost_status===`manual`?` (set by the client)`:``;return[`Cost`,y`${L(F(e.total_estimated_cost,n,t))}<span class="muted">${r}</span>`]}function Yn(e,t,n){let r=[[`Kind`,U[e.kind].label],e.model===null?void 0:[`Model`,e.model],e.provider===null?void 0:[`Provider`,e.provider],[`Started`,Nt(e.start_time,n)],[`Duration`,e.end_time===null?`still running`:L(I(e.duration,n))],e.ttft===null?void 0:[`First token`,L(I(e.ttft,n))],Jn(e,n),t.tags.length===0?void 0:[`Tags`,t.tags.map(e=>y`<span class="tag">${e}</span>`)],[`Id`,y`<span class="id"
        ><span class="cut">${e.id}</span><vitrine-copy what="id" .text=${()=>e.id}></vitrine-copy
      ></span>`]],i=typeof t.metadata==`object`&&t.metadata!==null&&Object.keys(t.metadata).length>0;return y`<section>
      <dl>
        ${r.map(e=>e===void 0?S:y`<dt>${e[0]}</dt>
                <dd>${e[1]}</dd>`)}
      </dl>
    </section>
    ${qn(t,n)}
    ${i?y`<section>
            <h4 class="section-title">Metadata</h4>
            <vitrine-value .value=${t.metadata} .locale=${n}></vitrine-value>
          </section>`:S}`}function Xn(e,t){return e.length===0?y`<p class="muted">Nobody has scored this yet.</p>`:y`<table>
    <thead>
      <tr>
        <th>Score</th>
        <th>Value</th>
        <th>By</th>
        <th>Reason</th>
        <th>When</th>
      </tr>
    </thead>
    <tbody>
      ${e.flatMap(e=>{let t=Object.entries(e.value_by_author??{});return t.length>0?t.map(([t,n])=>({name:e.name,author:t,...n})):[{...e,author:e.last_updated_by}]}).map(e=>y`<tr>
            <td>${e.name}</td>
            <td>
              ${P(e.value,t,{maximumFractionDigits:4})}
              <span class="muted">${e.category_name??``}</span>
            </td>
            <td>${e.author}</td>
            <td>${e.reason??``}</td>
            <td class="muted">${Pt(e.last_updated_at,t)}</td>
          </tr>`)}
    </tbody>
  </table>`}var Zn=u`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-inline-size: 0;
    background: inherit;
  }
  .header {
    flex: none;
    padding: 10px 16px 0;
    border-block-end: 1px solid var(--_border);
  }
  .title {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  h3 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: 14px;
    font-weight: 600;
    line-height: 24px;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    min-block-size: 20px;
    font-size: 12px;
  }
  .failed {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_error);
  }
  [role='tablist'] {
    display: flex;
    gap: 16px;
    margin-block-start: 6px;
  }
  [role='tab'] {
    padding: 4px 0 6px;
    border: 0;
    border-block-end: 2px solid transparent;
    background: none;
    color: var(--_muted);
    cursor: pointer;
    white-space: nowrap;
  }
  [role='tab']:hover {
    color: var(--_text);
  }
  [role='tab'][aria-selected='true'] {
    color: var(--_text);
    border-color: var(--_accent);
  }
  [role='tabpanel'] {
    flex: 1;
    min-block-size: 0;
    padding: 12px 16px 24px;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }
  [role='tabpanel']:focus-visible {
    outline-offset: -2px;
  }
  section + section {
    margin-block-start: 20px;
  }
  .section-title {
    display: flex;
    align-items: center;
    gap: 4px;
    margin: 0 0 4px;
    font-size: var(--_small);
    font-weight: 500;
    color: var(--_muted);
  }
  .section-title > :first-child {
    flex: 1;
  }
  .section-title .button {
    font-size: var(--_small);
  }
  .exception {
    margin-block-end: 16px;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_error);
  }
  .exception strong {
    color: var(--_error);
    font-weight: 600;
  }
  .exception p {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    max-block-size: 160px;
    overflow-y: auto;
  }
  summary {
    color: var(--_muted);
    cursor: pointer;
  }
  .exception pre,
  .traceback {
    margin: 4px 0 0;
    max-block-size: 320px;
    overflow: auto;
    font-family: var(--_font-mono);
    font-size: 12px;
    line-height: 18px;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(96px, max-content) minmax(0, 1fr);
    gap: 4px 20px;
    margin: 0;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    margin: 0;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .id {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    font-family: var(--_font-mono);
    font-size: 12px;
  }
  .tag {
    display: inline-block;
    margin-inline-end: 6px;
    padding: 0 8px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    font-size: 12px;
    line-height: 18px;
  }
  table {
    border-collapse: collapse;
  }
  td,
  th {
    padding: 3px 24px 3px 0;
    font-weight: inherit;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  thead th {
    color: var(--_muted);
    font-size: var(--_small);
  }
  td.number {
    text-align: end;
  }
  tfoot td,
  tfoot th {
    border-block-start: 1px solid var(--_border);
  }
`,Qn={messages:`Messages`,io:`Input/Output`,details:`Details`,scores:`Scores`},$n=new Set([`trace`,`agent`,`step`,`chain`,`llm`,`general`]),er=30,Y=class extends T{constructor(...e){super(...e),this.body=new Ct(this,{load:e=>this.load(e),keep:!0}),this.kept=new Map,this.messages=[],this.asText=!1,this.traceId=``}static{this.styles=[V,B,Ht,Zn]}willUpdate(e){let{row:t,client:n}=this;this.body.want(t===void 0||n===void 0?void 0:`${n.server} ${this.traceId} ${t.id} ${t.end_time}`);let r=this.current;r!==this.read&&t!==void 0&&(this.read=r,this.messages=[],r!==void 0&&$n.has(t.kind)&&(this.messages=On(r.input,r.output)))}async load(e){let{client:t,row:n,traceId:r}=this;if(t===void 0||n===void 0)throw Error(`There is nothing to load.`);let i=`${r} ${n.id} ${n.end_time}`,a=this.kept.get(i);if(a!==void 0)return a;let{bodies:o}=await t.bodies(r,[n.id],e),s=o[0];if(s===void 0)throw Error(`The server has no body of this span.`);n.end_time!==null&&this.kept.set(i,s);let c=this.kept.keys().next();return this.kept.size>er&&c.done===!1&&this.kept.delete(c.value),s}get current(){return this.body.value?.id===this.row?.id?this.body.value:void 0}get tabs(){return this.current===void 0&&this.row!==void 0&&$n.has(this.row.kind)||this.messages.length>0?[`messages`,`io`,`details`,`scores`]:[`io`,`details`,`scores`]}get tab(){let{tabs:e}=this;return e.find(e=>e===this.chosen)??e[0]??`io`}onTabKey(e){let t={ArrowRight:1,ArrowLeft:-1}[e.key];if(t===void 0)return;e.preventDefault();let{tabs:n}=this;this.chosen=n[(n.indexOf(this.tab)+t+n.length)%n.length],this.updateComplete.then(()=>this.renderRoot.querySelector(`[aria-selected=true]`)?.focus())}renderFacts(e){let t=e.cost_status===`unpriced`,n=[e.model===e.name?null:e.model,e.provider].filter(e=>e!==null).join(` · `);return y`<div class="facts">
      <span class="muted">${U[e.kind].label}</span>
      ${n===``?S:y`<span>${n}</span>`}
      ${e.end_time===null?y`<span class="muted">running</span>`:L(I(e.duration,this.locale))}
      ${e.ttft===null?S:y`<span><span class="muted">first token</span> ${L(I(e.ttft,this.locale))}</span>`}
      ${e.total_tokens===null?S:L(It(e.total_tokens,this.locale))}
      ${e.total_estimated_cost===null&&!t?S:L(F(e.total_estimated_cost,t,this.locale))}
      ${e.has_error?y`<span class="failed">failed</span>`:S}
    </div>`}renderException(e){let{error_info:t}=e;return t===null?S:y`<div class="exception" part="exception">
      <strong>${t.exception_type}</strong>
      ${t.message?y`<p>${t.message}</p>`:S}
      ${t.traceback?y`<details>
              <summary>Traceback</summary>
              <vitrine-value class="traceback" .value=${t.traceback}></vitrine-value>
            </details>`:S}
    </div>`}renderSide(e,t){return y`<section>
      <h4 class="section-title">
        <span>${e}</span>
        ${typeof t==`object`&&t?y`<button
                class="button quiet"
                aria-pressed=${this.asText}
                @click=${()=>this.asText=!this.asText}
              >
                ${this.asText?`As tree`:`As text`}
              </button>`:S}
        ${t===null?S:y`<vitrine-copy what=${e.toLowerCase()} .text=${()=>typeof t==`string`?t:JSON.stringify(t,null,2)}></vitrine-copy>`}
      </h4>
      ${t===null?y`<span class="muted">none</span>`:y`<vitrine-value
              .value=${t}
              as=${this.asText?`text`:`tree`}
              .locale=${this.locale}
            ></vitrine-value>`}
    </section>`}renderTab(e,t){return y`${this.renderException(t)}${{messages:()=>y`<vitrine-messages .messages=${this.messages} .locale=${this.locale}></vitrine-messages>`,io:()=>y`${this.renderSide(`Input`,t.input)}${this.renderSide(`Output`,t.output)}`,details:()=>Yn(e,t,this.locale),scores:()=>Xn(t.feedback_scores,this.locale)}[this.tab]()}`}renderPanel(e){let t=this.current;return t===void 0?this.body.error===void 0?Vt(6):zt(this.body.error,`There is no such span`,()=>this.body.refresh()):this.renderTab(e,t)}render(){let{row:e}=this;if(e===void 0)return S;let t=this.current?.feedback_scores.length??0;return y`<div class="header">
        <div class="title">
          <h3 class="cut" title=${e.name}>${e.name||U[e.kind].label}</h3>
          <slot name="actions"></slot>
        </div>
        ${this.renderFacts(e)}
        <div role="tablist" aria-label="Parts of the span" @keydown=${this.onTabKey}>
          ${this.tabs.map(e=>y`<button
                role="tab"
                id="tab-${e}"
                aria-controls="panel"
                aria-selected=${e===this.tab}
                tabindex=${e===this.tab?0:-1}
                @click=${()=>this.chosen=e}
              >
                ${Qn[e]}${e===`scores`&&t>0?y` <span class="muted">${t}</span>`:S}
              </button>`)}
        </div>
      </div>
      <div id="panel" role="tabpanel" tabindex="0" aria-labelledby="tab-${this.tab}">${this.renderPanel(e)}</div>`}};A([O()],Y.prototype,`chosen`,void 0),A([O()],Y.prototype,`asText`,void 0),A([D({attribute:!1})],Y.prototype,`client`,void 0),A([D({attribute:!1})],Y.prototype,`traceId`,void 0),A([D({attribute:!1})],Y.prototype,`row`,void 0),A([D()],Y.prototype,`locale`,void 0),Y=A([E(`vitrine-span`)],Y);var tr=ut(class extends dt{constructor(e){if(super(e),e.type!==lt.ATTRIBUTE||e.name!==`class`||e.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(e){return` `+Object.keys(e).filter(t=>e[t]).join(` `)+` `}update(e,[t]){if(this.st===void 0){this.st=new Set,e.strings!==void 0&&(this.nt=new Set(e.strings.join(` `).split(/\s/).filter(e=>e!==``)));for(let e in t)t[e]&&!this.nt?.has(e)&&this.st.add(e);return this.render(t)}let n=e.element.classList;for(let e of this.st)e in t||(n.remove(e),this.st.delete(e));for(let e in t){let r=!!t[e];r===this.st.has(e)||this.nt?.has(e)||(r?(n.add(e),this.st.add(e)):(n.remove(e),this.st.delete(e)))}return x}}),nr=12,rr=8,ir=class{constructor(e,t){this.first=0,this.last=60,this.resizes=new ResizeObserver(()=>this.measure()),this.measure=()=>{let e=this.options.scroller();if(e===void 0)return;let t=this.options.rowHeight(),n=Math.floor(e.scrollTop/t),r=Math.max(0,Math.floor((n-nr)/rr)*rr),i=Math.ceil((n+e.clientHeight/t+nr)/rr)*rr;(r!==this.first||i!==this.last)&&(this.first=r,this.last=i,this.host.requestUpdate())},this.host=e,this.options=t,e.addController(this)}hostConnected(){this.host.requestUpdate()}hostUpdated(){let e=this.options.scroller();e!==this.observed&&(this.hostDisconnected(),this.observed=e,e!==void 0&&(this.resizes.observe(e),e.addEventListener(`scroll`,this.measure,{passive:!0})))}hostDisconnected(){this.resizes.disconnect(),this.observed?.removeEventListener(`scroll`,this.measure),this.observed=void 0}reveal(e){let t=this.options.scroller();if(t===void 0)return;let n=this.options.rowHeight(),r=e*n,i=t.clientHeight-this.options.headerHeight;r<t.scrollTop?t.scrollTop=r:r+n>t.scrollTop+i&&(t.scrollTop=r+n-i),this.measure()}get pageSize(){let e=(this.options.scroller()?.clientHeight??0)-this.options.headerHeight;return Math.max(1,Math.floor(e/this.options.rowHeight())-1)}};function ar(e,t){return e===0?`0`:e<1e3||e>=6e4?At(I(e,t)):`${P(e/1e3,t,{maximumFractionDigits:2})}\u00A0s`}function or(e,t){let n=t.toLowerCase(),r=new Set,i=new Set([e]),a=[...e.children];for(let e=a.pop();e!==void 0;e=a.pop()){a.push(...e.children);let{row:t}=e;if([t.name,t.model,t.provider,U[t.kind].label,t.has_error?`error`:null].some(e=>e?.toLowerCase().includes(n))){r.add(e);for(let t=e;t!==void 0&&!i.has(t);t=t.parent)i.add(t)}}return{matches:r,shown:i}}function sr(e,t){let n=1/0,r=-1/0;for(let t of[e.trace,...e.spans]){let e=Date.parse(t.start_time);n=Math.min(n,e),r=Math.max(r,t.end_time===null?e:Date.parse(t.end_time))}return e.trace.end_time===null&&(r=Math.max(r,t)),{start:n,end:Math.max(r,n+1)}}function cr({start:e,end:t}){let n=t-e,r=n/5,i=10**Math.floor(Math.log10(r)),a=[1,2,5,10].map(e=>e*i).find(e=>e>=r)??r,o=[];for(let e=a;e<n*.97;e+=a)o.push(e);return o}function lr(e,t,n){let r=[],i=[e];for(let e=i.pop();e!==void 0;e=i.pop())if((n===void 0||n.has(e))&&(r.push(e),!(n===void 0&&t.has(e.row.id))))for(let t=e.children.length-1;t>=0;t--)i.push(e.children[t]);return r}function ur(e){return`${(Math.min(1,Math.max(0,e))*100).toFixed(3)}%`}function dr({row:e,children:t},n){let r=n.end-n.start,i=Date.parse(e.start_time),a=e.end_time===null?n.end:Date.parse(e.end_time),o={"--at":ur((i-n.start)/r),"--length":ur((a-i)/r)},s=e.ttft!==null&&t.length===0&&e.ttft>0&&a>i;return y`<div class=${t.length>0?`bar parent`:`bar`} ${H(o)}>
    ${s?y`<div class="first-token" ${H({"--wait":ur((e.ttft??0)/(a-i))})}></div>`:S}
  </div>`}var fr=u`
  :host {
    display: block;
    block-size: 100%;
    min-inline-size: 0;
    container-type: inline-size;
  }
  .scroller {
    block-size: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    outline: none;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
    --_columns: minmax(0, 1fr) 64px 72px minmax(0, 42%);
  }
  .header,
  .row {
    display: grid;
    grid-template-columns: var(--_columns);
    align-items: center;
    padding-inline: 8px 16px;
  }
  .header {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    block-size: 24px;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
    color: var(--_muted);
    font-size: var(--_small);
  }
  .header > :first-child {
    padding-inline-start: 22px;
  }
  .rows {
    position: relative;
  }
  .window {
    position: absolute;
    inset-inline: 0;
    inset-block-start: var(--top, 0);
  }
  .row {
    position: relative;
    block-size: var(--_row);
    cursor: default;
  }
  .row:hover {
    background: var(--_hover);
  }
  .row[aria-selected='true'] {
    background: var(--_selected);
  }
  .row[aria-selected='true']::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 2px;
    background: var(--_accent);
  }
  .scroller:focus-visible .row.active {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .row.dim .name {
    opacity: 0.55;
  }
  .name {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    padding-inline-start: calc(var(--depth) * 14px);
    white-space: nowrap;
  }
  .twisty {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 16px;
    block-size: 20px;
    margin-inline-end: -2px;
    color: var(--_muted);
  }
  .twisty svg {
    inline-size: 14px;
    block-size: 14px;
    transition: transform var(--_ease);
  }
  [aria-expanded='true'] .twisty svg {
    transform: rotate(90deg);
  }
  .label {
    flex: 0 1 auto;
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: isolate;
  }
  .row[aria-level='1'] .label {
    font-weight: 600;
  }
  .model {
    flex: 0 10 auto;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--_muted);
    font-size: var(--_small);
  }
  .failed {
    color: var(--_error);
  }
  .kind {
    display: grid;
    color: var(--kind);
  }
  .quantity {
    text-align: end;
    font-size: 12px;
  }
  .tokens {
    color: var(--_muted);
  }
  .header .quantity {
    font-size: var(--_small);
  }
  .llm {
    --kind: var(--_span-llm);
  }
  .tool {
    --kind: var(--_span-tool);
  }
  .retrieval {
    --kind: var(--_span-retrieval);
  }
  .guardrail {
    --kind: var(--_span-guardrail);
  }
  .general {
    --kind: var(--_span-general);
  }
  .lane {
    position: relative;
    align-self: stretch;
    margin-inline-start: 16px;
  }
  .tick {
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--at);
    border-inline-start: 1px solid var(--_border);
  }
  .grid {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template-columns: var(--_columns);
    padding-inline: 8px 16px;
    pointer-events: none;
  }
  .grid .lane {
    grid-column: -2;
  }
  .grid .tick {
    opacity: 0.6;
  }
  .header .tick {
    padding-inline-start: 4px;
    white-space: nowrap;
    border-color: transparent;
    line-height: 24px;
    transform: translateX(-50%);
    padding-inline: 0;
  }
  .header .tick:first-child {
    transform: none;
  }
  .header .tick:last-child {
    transform: translateX(-100%);
  }
  .bar {
    position: absolute;
    inset-block-start: calc(50% - 5px);
    block-size: 10px;
    inset-inline-start: min(var(--at), 100% - 3px);
    inline-size: max(var(--length), 3px);
    border-radius: 2px;
    background: var(--kind);
    overflow: hidden;
  }
  .row.failing .bar {
    background: var(--_error);
  }
  .row.running .bar {
    mask-image: linear-gradient(to right, #000 70%, rgb(0 0 0 / 35%));
  }
  .row[aria-level='1'] .bar,
  .bar.parent {
    block-size: 4px;
    inset-block-start: calc(50% - 2px);
  }
  .first-token {
    position: absolute;
    inset: 0 auto 0 0;
    inline-size: var(--wait);
    border-inline-end: 1px solid var(--_surface);
    background: color-mix(in oklch, var(--_surface) 58%, transparent);
  }
  .none {
    padding: 24px;
    text-align: center;
    color: var(--_muted);
  }
  @container (inline-size < 760px) {
    .model {
      display: none;
    }
  }
  @container (inline-size < 560px) {
    .scroller {
      --_columns: minmax(0, 1fr) 0 68px minmax(0, 30%);
    }
    .tokens {
      visibility: hidden;
      inline-size: 0;
      overflow: hidden;
    }
    .header .tick:not(:first-child, :last-child) {
      display: none;
    }
  }
`,pr=24,mr=16,hr=.66,X=class extends T{constructor(...e){super(...e),this.rowWindow=new ir(this,{scroller:()=>this.scroller??void 0,headerHeight:pr,rowHeight:()=>this.rowHeight,count:()=>this.nodes.length}),this.collapsed=new Set,this.find=``,this.all=!1,this.nodes=[],this.axis={start:0,end:1},this.rowHeight=28}static{this.styles=[V,B,fr]}willUpdate(e){this.view!==void 0&&((e.has(`view`)||e.has(`all`))&&(this.root=this.all||tn(this.view)===0?on(this.view):on(this.view,en),this.axis=sr(this.view,Date.now())),this.root!==void 0&&((e.has(`view`)||e.has(`all`)||e.has(`find`))&&(this.found=this.find.trim()===``?void 0:or(this.root,this.find.trim())),(e.has(`view`)||e.has(`all`)||e.has(`find`)||e.has(`collapsed`))&&(this.nodes=lr(this.root,this.collapsed,this.found?.shown))))}updated(e){let t=this.renderRoot.querySelector(`.row`);t!==null&&t.offsetHeight>0&&t.offsetHeight!==this.rowHeight&&(this.rowHeight=t.offsetHeight,this.requestUpdate()),(e.has(`selected`)||e.has(`find`))&&this.rowWindow.reveal(Math.max(0,this.activeIndex))}focus(e){this.scroller?.focus(e)}selectNextError(){let e=this.activeIndex+1,t=[...this.nodes.slice(e),...this.nodes.slice(0,e)].find(e=>e.row.has_error);t!==void 0&&this.select(t)}get activeIndex(){return this.nodes.findIndex(e=>e.row.id===this.selected)}select(e){e.row.id!==this.selected&&this.tell(`row-select`,e)}tell(e,t){this.dispatchEvent(new CustomEvent(e,{detail:{id:t.row.id}}))}toggle(e){let t=new Set(this.collapsed);t.delete(e.row.id)||t.add(e.row.id),this.collapsed=t}onClick(e){let t=e.target.closest(`.row`),n=this.nodes[Number(t?.getAttribute(`data-index`)??-1)];n!==void 0&&(e.target.closest(`.twisty`)!==null&&n.children.length>0?this.toggle(n):(this.select(n),this.tell(`row-open`,n)))}onKey(e){if(e.altKey||e.ctrlKey||e.metaKey)return;let t=Math.max(0,this.activeIndex),n=this.nodes[t];if(n===void 0)return;let r=this.nodes.length-1,i=n.children.length>0&&!this.collapsed.has(n.row.id),a={ArrowDown:()=>this.nodes[Math.min(r,t+1)],ArrowUp:()=>this.nodes[Math.max(0,t-1)],PageDown:()=>this.nodes[Math.min(r,t+this.rowWindow.pageSize)],PageUp:()=>this.nodes[Math.max(0,t-this.rowWindow.pageSize)],Home:()=>this.nodes[0],End:()=>this.nodes[r],ArrowRight:()=>i||n.children.length===0?this.nodes[i?t+1:t]:this.toggle(n),ArrowLeft:()=>i&&this.found===void 0?this.toggle(n):n.parent,Enter:()=>this.tell(`row-open`,n)}[e.key];if(a===void 0)return;e.preventDefault();let o=a();o!==void 0&&this.select(o)}renderRow(e,t){let{row:n}=e,r=U[n.kind]??U.general;return y`<div
      class=${tr({row:!0,[r.family]:!0,active:n.id===this.selected,dim:this.found!==void 0&&!this.found.matches.has(e),failing:n.has_error,running:n.end_time===null})}
      role="row"
      id="row-${n.id}"
      data-index=${t}
      aria-rowindex=${t+2}
      aria-level=${e.depth+1}
      aria-posinset=${e.position}
      aria-setsize=${e.parent?.children.length??1}
      aria-selected=${n.id===this.selected}
      aria-expanded=${e.children.length===0?S:String(this.found!==void 0||!this.collapsed.has(n.id))}
    >
      <div class="name" role="gridcell" ${H({"--depth":String(Math.min(e.depth,mr))})}>
        <span class="twisty">${e.children.length>0?R(z.chevron):S}</span>
        <span class="kind" title=${r.label}>${R(r.icon)}</span>
        <span class="visually-hidden">${r.label}</span>
        <span class="label" title=${n.name}>${n.name||r.label}</span>
        ${n.has_error?y`<span class="failed" title="Failed">${R(z.error)}</span
                ><span class="visually-hidden">failed</span>`:S}
        ${n.model!==null&&n.model!==n.name?y`<span class="model">${n.model}</span>`:S}
      </div>
      <div class="quantity tokens" role="gridcell">
        ${n.total_tokens===null?S:L(It(n.total_tokens,this.locale))}
      </div>
      <div class="quantity" role="gridcell">
        ${n.end_time===null?y`<span class="muted">running</span>`:L(I(n.duration,this.locale))}
      </div>
      <div class="lane" role="gridcell">${dr(e,this.axis)}</div>
    </div>`}renderTicks(e){let t=this.axis.end-this.axis.start;return(e?[0,...cr(this.axis).filter(e=>e<t*hr),t]:cr(this.axis)).map(n=>y`<span class="tick" ${H({"--at":`${n/t*100}%`})}
          >${e?ar(n,this.locale):S}</span
        >`)}render(){let e=Math.min(this.rowWindow.first,Math.max(0,this.nodes.length-1)),t=this.nodes.slice(e,this.rowWindow.last);return y`<div
      class="scroller"
      role="treegrid"
      tabindex="0"
      aria-label="Spans"
      aria-rowcount=${this.nodes.length+1}
      aria-activedescendant=${this.selected===void 0?S:`row-${this.selected}`}
      @click=${this.onClick}
      @keydown=${this.onKey}
    >
      <div class="header" role="row" aria-rowindex="1">
        <div role="columnheader">Span</div>
        <div class="quantity tokens" role="columnheader">Tokens</div>
        <div class="quantity" role="columnheader">Duration</div>
        <div class="lane" role="columnheader" aria-label="Time">${this.renderTicks(!0)}</div>
      </div>
      <div class="rows" role="rowgroup" ${H({height:`${this.nodes.length*this.rowHeight}px`})}>
        <div class="grid" role="presentation"><div class="lane">${this.renderTicks(!1)}</div></div>
        <div class="window" role="presentation" ${H({"--top":`${e*this.rowHeight}px`})}>
          ${xt(t,e=>e.row.id,(t,n)=>this.renderRow(t,e+n))}
        </div>
      </div>
      ${this.found?.matches.size===0?y`<div class="none" role="presentation">No span holds “${this.find}”.</div>`:S}
    </div>`}};A([k(`.scroller`)],X.prototype,`scroller`,void 0),A([O()],X.prototype,`collapsed`,void 0),A([D({attribute:!1})],X.prototype,`view`,void 0),A([D({attribute:!1})],X.prototype,`selected`,void 0),A([D()],X.prototype,`find`,void 0),A([D({type:Boolean})],X.prototype,`all`,void 0),A([D()],X.prototype,`locale`,void 0),X=A([E(`vitrine-waterfall`)],X);var gr=`vitrine:split`,_r=25,vr=80,yr=56;function br(){try{let e=Number(localStorage.getItem(gr));return e>=_r&&e<=vr?e:yr}catch{return yr}}var xr=class{constructor(e){this.percent=br(),this.onKey=e=>{let t={ArrowLeft:-2,ArrowRight:2,Home:-100,End:100}[e.key];t!==void 0&&(e.preventDefault(),this.set(this.percent+t))},this.onPointerDown=e=>{e.preventDefault();let t=e.currentTarget;t.setPointerCapture(e.pointerId);let n=e=>{let t=this.host.getBoundingClientRect();this.set((e.clientX-t.left)/t.width*100)};t.addEventListener(`pointermove`,n),t.addEventListener(`lostpointercapture`,()=>t.removeEventListener(`pointermove`,n),{once:!0})},this.host=e}set(e){this.percent=Math.round(Math.min(vr,Math.max(_r,e))*10)/10;try{localStorage.setItem(gr,String(this.percent))}catch{}this.host.requestUpdate()}render(){return y`<div
      class="split"
      part="split"
      role="separator"
      tabindex="0"
      aria-label="Width of the tree"
      aria-orientation="vertical"
      aria-valuemin=${_r}
      aria-valuemax=${vr}
      aria-valuenow=${Math.round(this.percent)}
      @keydown=${this.onKey}
      @pointerdown=${this.onPointerDown}
      @dblclick=${()=>this.set(yr)}
    ></div>`}},Sr=[[[`↑`,`↓`],`Previous and next span`],[[`←`,`→`],`Fold and unfold`],[[`Home`,`End`],`First and last span`],[[`Enter`],`Open the span`],[[`Esc`],`Close`],[[`n`],`Next error`],[[`/`],`Find spans`],[[`?`],`These keys`]];function Cr(){return y`<div class="keys" popover role="dialog" aria-label="Keys">
    <dl>
      ${Sr.map(([e,t])=>y`<dt>${e.map(e=>y`<kbd>${e}</kbd> `)}</dt>
            <dd>${t}</dd>`)}
    </dl>
  </div>`}function wr({trace:e}){return e.error_info===null?e.end_time===null?y`<span class="status running" role="img" aria-label="Running" title="Running"
      >${R(z.running)}</span
    >`:y`<span class="status" role="img" aria-label="Finished" title="Finished">${R(z.check)}</span>`:y`<span class="status failed" role="img" aria-label="Failed" title="Failed">${R(z.error)}</span>`}function Tr({count:e,shown:t,toggle:n}){return e===0?S:y`<button
    class="link hidden-spans"
    title="${t?`Hide`:`Show`} HTTP, databases and other infrastructure"
    @click=${n}
  >
    ${t?`hide ${e}`:`${e} hidden`}
  </button>`}function Er(e,t,n,r){let{trace:i}=e,a=i.unpriced_span_count>0,o=i.error_count;return y`<div class="name" part="title">
      <h2 class="cut" title=${i.name}>${i.name||`Trace`}</h2>
      ${wr(e)}
    </div>
    <div class="facts">
      ${i.end_time===null?y`<span class="muted">running</span>`:L(I(i.duration,t))}
      ${i.total_tokens===null?S:L(It(i.total_tokens,t))}
      ${i.total_estimated_cost===null&&!a?S:y`<span title=${a?`${i.unpriced_span_count} model calls have no known price`:``}
              >${L(F(i.total_estimated_cost,a,t))}</span
            >`}
      ${o>0?y`<button class="link errors" title="Go to the next one" @click=${n}>
              ${o} ${o===1?`error`:`errors`}
            </button>`:S}
      ${Tr(r)}
      <span class="muted">${Pt(i.start_time,t)}</span>
    </div>`}var Dr=u`
  :host {
    display: block;
    box-sizing: border-box;
    block-size: 600px;
    min-block-size: 240px;
    min-inline-size: 0;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    position: relative;
  }
  .header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 4px 16px;
    min-block-size: 44px;
    padding: 6px 12px 6px 16px;
    border-block-end: 1px solid var(--_border);
  }
  .name {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  h2 {
    margin: 0;
    font-size: 15px;
    font-weight: 600;
  }
  .status {
    flex: none;
    color: var(--_good);
  }
  .status.failed {
    color: var(--_error);
  }
  .status.running {
    color: var(--_accent);
  }
  .facts {
    display: flex;
    flex: 1;
    align-items: baseline;
    gap: 16px;
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
  }
  .errors {
    color: var(--_error);
  }
  .tools {
    display: flex;
    flex: none;
    align-items: center;
    gap: 4px;
  }
  .find {
    inline-size: 140px;
    min-block-size: 24px;
  }
  .find::-webkit-search-cancel-button {
    display: none;
  }
  .panes {
    position: relative;
    flex: 1;
    display: grid;
    grid-template-columns: var(--split, 56%) 1px minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    min-block-size: 0;
  }
  .split {
    position: relative;
    background: var(--_border);
    cursor: col-resize;
    touch-action: none;
  }
  .split::after {
    content: '';
    position: absolute;
    inset: 0 -4px;
    z-index: 3;
  }
  .split:hover,
  .split:focus-visible {
    background: var(--_accent);
    outline-offset: 0;
  }
  vitrine-span {
    overflow: hidden;
  }
  .partial {
    flex: none;
    padding: 4px 16px;
    border-block-end: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 12px;
  }
  .narrow .panes {
    grid-template-columns: minmax(0, 1fr);
  }
  .narrow .header {
    flex-wrap: wrap;
  }
  .narrow .name {
    flex: 1 1 0;
  }
  .narrow .find {
    inline-size: 84px;
  }
  .narrow .keys-button,
  .narrow .tools a span {
    display: none;
  }
  .narrow .facts {
    order: 3;
    flex: 1 0 100%;
  }
  .sheet {
    position: absolute;
    inset: 0;
    z-index: 4;
    background: var(--_raised);
    box-shadow: 0 0 24px rgb(0 0 0 / 18%);
    animation: vitrine-rise var(--_ease);
  }
  .whole {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  @keyframes vitrine-rise {
    from {
      transform: translateY(24px);
    }
  }
  .keys {
    position: fixed;
    inset: 0;
    margin: auto;
    inline-size: fit-content;
    block-size: fit-content;
    padding: 16px 20px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: 0 8px 32px rgb(0 0 0 / 24%);
  }
  .keys dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 6px 24px;
    margin: 0;
  }
  .keys dd {
    margin: 0;
  }
  kbd {
    padding: 1px 5px;
    border: 1px solid var(--_border);
    border-radius: 4px;
    font-family: inherit;
    font-size: 12px;
  }
`,Or=720,kr=2e3,Ar=36e5,jr=3e4,Mr=8e3,Z=class extends T{constructor(...e){super(...e),this.connection=new rt(this),this.split=new xr(this),this.trace=new Ct(this,{load:async e=>{let{client:t}=this.connection;if(t===void 0)throw Error(`There is no server.`);let n=await t.trace(this.traceId??``,e);return this.dispatchEvent(new CustomEvent(`vitrine-load`,{detail:n.trace,bubbles:!0,composed:!0})),n},refreshAfter:({trace:e})=>e.end_time===null?Date.now()-Date.parse(e.start_time)<Ar?kr:jr:Math.abs(Date.now()-Date.parse(e.end_time))<Mr?kr/2:void 0}),this.resizes=new ResizeObserver(([e])=>{this.narrow=(e?.contentRect.width??Or)<Or}),this.rows=new Map,this.narrow=!1,this.sheet=!1,this.find=``,this.allSpans=!1}static{this.styles=[V,B,Ht,Dr]}connectedCallback(){super.connectedCallback(),this.resizes.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resizes.disconnect()}willUpdate(e){e.has(`traceId`)&&e.get(`traceId`)!==void 0&&(e.has(`spanId`)||(this.spanId=void 0),this.sheet=!1,this.find=``);let{client:t}=this.connection;this.trace.want(t===void 0||!this.traceId?void 0:`${t.server} ${this.traceId}`);let n=this.trace.value;if(n!==void 0){if(n!==this.rowsOf||e.has(`spanId`)){let e=n.spans.find(({id:e})=>e===this.spanId);e!==void 0&&en(e)&&(this.allSpans=!0)}n!==this.rowsOf&&(this.rowsOf=n,this.rows=new Map([nn(n),...n.spans].map(e=>[e.id,e])))}}refresh(){this.trace.refresh()}select(e){this.spanId=e;let t={id:e,trace_id:this.traceId??``};this.dispatchEvent(new CustomEvent(`vitrine-select-span`,{detail:t,bubbles:!0,composed:!0}))}async openSheet(){this.narrow&&(this.sheet=!0,await this.updateComplete,this.renderRoot.querySelector(`.close`)?.focus())}closeSheet(){this.sheet=!1,this.waterfall?.focus()}onKey(e){let t=e.composedPath()[0]instanceof HTMLInputElement,n=t?{Escape:()=>this.clearFind()}:{Escape:()=>this.sheet?this.closeSheet():this.clearFind(),"/":()=>this.findField?.focus(),"?":()=>this.keys?.togglePopover(),n:()=>this.waterfall?.selectNextError()},r=e.ctrlKey||e.metaKey||e.altKey?void 0:n[e.key];r!==void 0&&(e.key!==`Escape`||this.sheet||this.find!==``||t)&&(e.preventDefault(),e.stopPropagation(),r())}clearFind(){this.find=``,this.findField!==null&&(this.findField.value=``),this.waterfall?.focus()}toggleAllSpans(){this.allSpans=!this.allSpans;let e=this.rowsOf?.spans.find(({id:e})=>e===this.spanId);!this.allSpans&&e!==void 0&&en(e)&&this.select(this.traceId??``)}openThread(e,t){let n=new CustomEvent(`vitrine-open-thread`,{detail:t,bubbles:!0,composed:!0,cancelable:!0});this.dispatchEvent(n)||e.preventDefault()}renderThreadLink({trace:e}){if(e.thread_id===null||this.threadHref===void 0)return S;let t={thread_id:e.thread_id,project_id:e.project_id};return y`<a
      class="button quiet"
      title="Conversation"
      href=${this.threadHref.replace(`{project_id}`,encodeURIComponent(e.project_id)).replace(`{thread_id}`,encodeURIComponent(e.thread_id))}
      @click=${e=>this.openThread(e,t)}
      >${R(z.thread)}<span>Conversation</span></a
    >`}renderTools(e){return y`<div class="tools">
      ${this.renderThreadLink(e)}
      <input
        class="field find"
        type="search"
        aria-label="Find spans"
        placeholder="Find"
        autocomplete="off"
        @input=${e=>this.find=e.target.value}
      />
      <button
        class="button quiet icon keys-button"
        title="Keys"
        aria-label="Keys"
        @click=${()=>this.keys?.togglePopover()}
      >
        ${R(z.keyboard)}
      </button>
      <vitrine-copy what="trace id" .text=${()=>e.trace.id}></vitrine-copy>
    </div>`}renderDetail(e){return y`<vitrine-span
      part="detail"
      class=${this.narrow?`sheet`:``}
      .client=${this.connection.client}
      .traceId=${this.traceId??``}
      .row=${e}
      .locale=${this.connection.locale}
    >
      ${this.narrow?y`<button slot="actions" class="button quiet icon close" aria-label="Close" @click=${this.closeSheet}>
              ${R(z.close)}
            </button>`:S}
    </vitrine-span>`}renderTrace(e){let{locale:t}=this.connection,n=this.spanId!==void 0&&this.rows.has(this.spanId)?this.spanId:e.trace.id,r={count:tn(e),shown:this.allSpans,toggle:()=>this.toggleAllSpans()};return y`<div class=${this.narrow?`whole narrow`:`whole`} @keydown=${this.onKey}>
      <div class="header" part="header">
        ${Er(e,t,()=>this.waterfall?.selectNextError(),r)}${this.renderTools(e)}
      </div>
      ${e.span_total>e.spans.length?y`<div class="partial">
              ${P(e.spans.length,t)} of ${P(e.span_total,t)} spans are shown.
            </div>`:S}
      <div class="panes" ${H({"--split":`${this.split.percent}%`})}>
        <vitrine-waterfall
          part="tree"
          .view=${e}
          .selected=${n}
          .find=${this.find}
          .all=${this.allSpans}
          .locale=${t}
          @row-select=${e=>this.select(e.detail.id)}
          @row-open=${this.openSheet}
        ></vitrine-waterfall>
        ${this.narrow?S:this.split.render()}
        ${!this.narrow||this.sheet?this.renderDetail(this.rows.get(n)):S}
      </div>
      ${Cr()}
    </div>`}render(){return this.connection.value===void 0?Bt():this.trace.value===void 0?this.trace.error===void 0?Vt(8):zt(this.trace.error,`There is no such trace`,()=>this.trace.refresh()):this.renderTrace(this.trace.value)}};A([k(`vitrine-waterfall`)],Z.prototype,`waterfall`,void 0),A([k(`.find`)],Z.prototype,`findField`,void 0),A([k(`.keys`)],Z.prototype,`keys`,void 0),A([O()],Z.prototype,`narrow`,void 0),A([O()],Z.prototype,`sheet`,void 0),A([O()],Z.prototype,`find`,void 0),A([D()],Z.prototype,`server`,void 0),A([D({attribute:`trace-id`})],Z.prototype,`traceId`,void 0),A([D({attribute:`span-id`})],Z.prototype,`spanId`,void 0),A([D({attribute:`thread-href`})],Z.prototype,`threadHref`,void 0),A([D({type:Boolean,attribute:`all-spans`})],Z.prototype,`allSpans`,void 0),Z=A([E(`vitrine-trace`)],Z);var Nr=u`
  :host {
    display: block;
    min-inline-size: 0;
    font-size: var(--vitrine-text-size, 14px);
    line-height: var(--vitrine-line, 22px);
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .column {
    max-inline-size: 720px;
    margin-inline: auto;
  }
  .turn + .turn {
    margin-block-start: 28px;
  }
  .user {
    inline-size: fit-content;
    max-inline-size: 85%;
    margin-block-end: 16px;
    margin-inline-start: auto;
    padding: 8px 14px;
    border-radius: 14px;
    border-end-end-radius: 4px;
    background: color-mix(in oklch, var(--_accent) 12%, transparent);
  }
  .failure {
    display: flex;
    gap: 8px;
    color: var(--_error);
    overflow-wrap: anywhere;
  }
  .failure svg {
    margin-block-start: 3px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    min-block-size: 28px;
    margin-block-start: 4px;
    color: var(--_muted);
    font-size: 12px;
  }
  .line vitrine-feedback {
    display: contents;
    font-size: 13px;
  }
  .how {
    min-block-size: 24px;
    text-decoration: none;
  }
  .line a {
    line-height: 24px;
  }
  vitrine-trace {
    block-size: 440px;
    margin-block: 8px;
    animation: vitrine-unfold var(--_ease);
  }
  .earlier {
    display: block;
    margin: 0 auto 24px;
  }
  .partial {
    margin-block: 16px;
    color: var(--_muted);
    font-size: 12px;
    text-align: center;
  }
  @keyframes vitrine-unfold {
    from {
      transform: translateY(-8px);
    }
  }
`,Pr=50,Fr=2e3,Q=class extends T{constructor(...e){super(...e),this.connection=new rt(this),this.thread=new Ct(this,{load:async e=>{let{client:t}=this.connection;if(t===void 0)throw Error(`There is no server.`);let n=await t.thread({thread_id:this.threadId??``,project_id:this.projectId,project_name:this.projectName},e);return this.dispatchEvent(new CustomEvent(`vitrine-load`,{detail:n,bubbles:!0,composed:!0})),n},refreshAfter:e=>e.turns.at(-1)?.duration===null?Fr:void 0}),this.unfolded=new Set,this.shown=Pr}static{this.styles=[V,B,Ht,Nr]}willUpdate(){let{client:e}=this.connection,t=this.projectId||this.projectName,n=e!==void 0&&this.threadId&&t;this.thread.want(n?JSON.stringify([e.server,this.threadId,t]):void 0)}refresh(){this.thread.refresh()}toggle(e){let t=new Set(this.unfolded);if(!t.delete(e.trace_id)){let n=new CustomEvent(`vitrine-open-trace`,{detail:{id:e.trace_id},bubbles:!0,composed:!0,cancelable:!0});if(!this.dispatchEvent(n))return;t.add(e.trace_id)}this.unfolded=t}renderFigures(e){let{locale:t}=this.connection;return[y`<span>${Pt(e.start_time,t)}</span>`,e.duration===null?void 0:L(I(e.duration,t)),e.total_tokens===null?void 0:L(It(e.total_tokens,t)),e.total_estimated_cost===null?void 0:L(F(e.total_estimated_cost,!1,t))].flatMap(e=>e===void 0?[]:[y`${e}<span aria-hidden="true">·</span>`])}renderAnswer(e){return e.output===``?e.error_info===null&&e.duration===null?y`<span class="muted">Answering…</span>`:e.error_info===null?y`<span class="muted">No answer</span>`:y``:y`<vitrine-markdown
        part="assistant"
        .text=${e.output}
        .locale=${this.connection.locale}
      ></vitrine-markdown>`}renderTurn(e){let t=this.unfolded.has(e.trace_id),{error_info:n}=e;return y`<li class="turn">
      <div class="column">
        ${e.input===``?S:y`<div class="user" part="user">
                <span class="visually-hidden">User:</span>
                <vitrine-markdown .text=${e.input} .locale=${this.connection.locale}></vitrine-markdown>
              </div>`}
        <div class="assistant">
          <span class="visually-hidden">Assistant:</span>
          ${this.renderAnswer(e)}
          ${n===null?S:y`<div class="failure">
                  ${R(z.error)}<span>${n.exception_type}${n.message?`: ${n.message}`:``}</span>
                </div>`}
        </div>
        <div class="line" part="line">
          ${this.renderFigures(e)}
          <vitrine-feedback .server=${this.server} trace-id=${e.trace_id}></vitrine-feedback>
          <button class="link how" aria-expanded=${t} @click=${()=>this.toggle(e)}>
            How was this answered?
          </button>
          ${t&&this.traceHref!==void 0?y`<span aria-hidden="true">·</span>
                  <a href=${this.traceHref.replace(`{id}`,encodeURIComponent(e.trace_id))}>Open its page</a>`:S}
        </div>
      </div>
      ${t?y`<vitrine-trace part="trace" .server=${this.server} trace-id=${e.trace_id}></vitrine-trace>`:S}
    </li>`}renderThread(e){let{locale:t}=this.connection,n=Math.max(0,e.turns.length-this.shown);return y`${n>0?y`<button class="button earlier" @click=${()=>this.shown+=Pr}>
              Show earlier turns (${P(n,t)} more)
            </button>`:S}
      <ol>
        ${xt(e.turns.slice(n),e=>e.trace_id,e=>this.renderTurn(e))}
      </ol>
      ${e.turn_total>e.turns.length?y`<div class="partial">
              ${P(e.turns.length,t)} of ${P(e.turn_total,t)} turns are shown.
            </div>`:S}`}render(){return this.connection.value===void 0?Bt():this.thread.value===void 0?this.thread.error===void 0?Vt(6):zt(this.thread.error,`There is no such conversation`,()=>this.thread.refresh()):this.renderThread(this.thread.value)}};A([O()],Q.prototype,`unfolded`,void 0),A([O()],Q.prototype,`shown`,void 0),A([D()],Q.prototype,`server`,void 0),A([D({attribute:`thread-id`})],Q.prototype,`threadId`,void 0),A([D({attribute:`project-name`})],Q.prototype,`projectName`,void 0),A([D({attribute:`project-id`})],Q.prototype,`projectId`,void 0),A([D({attribute:`trace-href`})],Q.prototype,`traceHref`,void 0),Q=A([E(`vitrine-thread`)],Q);var Ir=u`
  .score {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-size: 12px;
    white-space: nowrap;
    vertical-align: middle;
  }
  .score + .score {
    margin-inline-start: 10px;
  }
  .thumb {
    display: inline-flex;
    align-items: center;
    gap: 3px;
  }
  .thumb svg {
    fill: currentColor;
    fill-opacity: 0.25;
    inline-size: 15px;
    block-size: 15px;
  }
  .thumb.up {
    color: var(--_good);
  }
  .thumb.down {
    color: var(--_error);
  }
`;function Lr(e,t){let n=`const vitrine = new Vitrine({ url: '${new URL(e.server||`/`,document.baseURI).href.replace(/\/$/,``)}'${t?`, projectName: '${t.replaceAll(`'`,String.raw`\'`)}'`:``} });`;return y`<div class="state" part="empty">
    <strong>No traces yet</strong>
    <span class="muted"
      >Send the first one from your agent with @vitrine/core, or any Opik or OpenTelemetry client.</span
    >
    <span class="snippet"><code>${n}</code><vitrine-copy what="code" .text=${()=>n}></vitrine-copy></span>
  </div>`}var Rr=`user_feedback`;function zr(e){let t=Object.values(e.value_by_author??{}).map(e=>e.value),n=t.length>0?t:[e.value],r=n.filter(e=>e>=.5).length;return{up:r,down:n.length-r}}function Br(e,t,n){return t===0?S:y`<span class="thumb ${e}" title=${n}
    >${R(it[e])}<span class="visually-hidden">thumb ${e}</span
    ><span class="number">${t>1?t:S}</span></span
  >`}function Vr(e,t){if(e.name===Rr){let{up:t,down:n}=zr(e),r=e.reason??`What people said`;return y`<span class="score">${Br(`up`,t,r)}${Br(`down`,n,r)}</span>`}return y`<span class="score" title=${e.reason??``}
    ><span class="muted">${e.name}</span>&nbsp;<span class="number"
      >${e.category_name??P(e.value,t,{maximumFractionDigits:2})}</span
    ></span
  >`}var Hr=2,Ur=[{name:`status`,label:`Status`,hidden:!0},{name:`time`,label:`Time`},{name:`name`,label:`Name`},{name:`preview`,label:`Input`},{name:`duration quantity`,label:`Duration`},{name:`tokens quantity`,label:`Tokens`},{name:`cost quantity`,label:`Cost`},{name:`scores`,label:`Scores`},{name:`tags`,label:`Tags`}];function Wr(e){return e.error_info===null?e.end_time===null?y`<span class="running" role="img" aria-label="Running" title="Running">${R(z.running)}</span>`:y`<span class="ok" role="img" aria-label="Finished" title="Finished">${R(z.check)}</span>`:y`<span class="failed" role="img" aria-label="Failed" title=${[e.error_info.exception_type,e.error_info.message].filter(Boolean).join(`: `)}>${R(z.error)}</span>`}function Gr(e,t,n){let r=e.name||`Trace`,i=e.unpriced_span_count>0;return y`<td class="status">${Wr(e)}</td>
    <td class="time">${Pt(e.start_time,n)}</td>
    <td class="name" title=${r}>
      ${t===void 0?y`<span>${r}</span>`:y`<a href=${t} tabindex="-1">${r}</a>`}
    </td>
    <td class="preview" title=${e.input_preview}>
      ${e.input_preview||y`<span class="muted">–</span>`}${e.output_preview?y`<span class="answer">${e.output_preview}</span>`:S}
    </td>
    <td class="duration quantity">
      ${e.end_time===null?y`<span class="muted">running</span>`:L(I(e.duration,n))}
    </td>
    <td class="tokens quantity">${L(It(e.total_tokens,n))}</td>
    <td class="cost quantity">${L(F(e.total_estimated_cost,i,n))}</td>
    <td class="scores">${e.feedback_scores.slice(0,Hr).map(e=>Vr(e,n))}</td>
    <td class="tags">${e.tags.map(e=>y`<span class="tag">${e}</span>`)}</td>`}var Kr=u`
  :host {
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-block-end: 8px;
  }
  .search {
    position: relative;
    flex: 1 1 180px;
    max-inline-size: 360px;
    color: var(--_muted);
  }
  .search svg {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-start: 8px;
    pointer-events: none;
  }
  .search .field {
    inline-size: 100%;
    padding-inline-start: 30px;
    color: var(--_text);
  }
  select.field {
    padding-inline: 6px 2px;
    background: var(--_surface);
    color: var(--_text);
  }
  .space {
    flex: 1;
  }
  .count {
    font-size: 12px;
  }
  table {
    inline-size: 100%;
    table-layout: fixed;
    border-collapse: collapse;
  }
  table[aria-busy='true'] tbody {
    opacity: 0.6;
    transition: opacity 120ms linear 200ms;
  }
  th {
    block-size: 24px;
    padding: 0 8px;
    border-block-end: 1px solid var(--_border);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 400;
    text-align: start;
    white-space: nowrap;
  }
  td {
    block-size: var(--_row);
    padding: 0 8px;
    border-block-end: 1px solid color-mix(in oklch, var(--_border) 55%, transparent);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  th.quantity,
  td.quantity {
    text-align: end;
    font-size: 12px;
  }
  th.quantity {
    font-size: var(--_small);
  }
  tbody tr {
    cursor: pointer;
  }
  tbody tr:hover {
    background: var(--_hover);
  }
  tbody tr:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .status {
    inline-size: 32px;
  }
  td.status {
    padding-inline: 8px 0;
    text-overflow: clip;
  }
  td.status svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .ok {
    color: var(--_good);
  }
  .failed {
    color: var(--_error);
  }
  .running {
    color: var(--_accent);
  }
  .time {
    inline-size: 104px;
    color: var(--_muted);
  }
  .name {
    inline-size: 15%;
  }
  td.name a {
    color: inherit;
    font-weight: 500;
    text-decoration: none;
  }
  td.name span {
    font-weight: 500;
  }
  .duration {
    inline-size: 80px;
  }
  .tokens {
    inline-size: 88px;
  }
  .cost {
    inline-size: 84px;
  }
  .scores {
    inline-size: 108px;
  }
  td.scores {
    text-overflow: clip;
  }
  .tags {
    inline-size: 11%;
  }
  .tag {
    display: inline-block;
    margin-inline-end: 4px;
    padding: 0 6px;
    border: 1px solid var(--_border);
    border-radius: 9px;
    vertical-align: middle;
    font-size: var(--_small);
    line-height: 16px;
  }
  .answer::before {
    content: ' → ';
  }
  .answer {
    color: var(--_muted);
  }
  @container (inline-size < 1000px) {
    .tags {
      display: none;
    }
  }
  @container (inline-size < 820px) {
    .scores,
    .tokens {
      display: none;
    }
    .name {
      inline-size: 26%;
    }
  }
  @container (inline-size < 560px) {
    .cost,
    th.name,
    td.name {
      display: none;
    }
    .time {
      inline-size: 88px;
    }
    .duration {
      inline-size: 72px;
    }
    td,
    th {
      padding-inline: 6px;
    }
    .space {
      display: none;
    }
    .search {
      max-inline-size: none;
    }
  }
`,qr=250,Jr=5e3,Yr=36e5,Xr=[[`Any time`,0],[`Last hour`,1],[`Last 24 hours`,24],[`Last 7 days`,168],[`Last 30 days`,720]],$=class extends T{constructor(...e){super(...e),this.connection=new rt(this),this.page=new Ct(this,{load:e=>{let{client:t}=this.connection;if(t===void 0)throw Error(`There is no server.`);return t.traces(this.query,e)},refreshAfter:()=>this.live&&this.cursors.length===0?Jr:void 0,keep:!0}),this.search=``,this.hours=0,this.cursors=[],this.focused=0,this.pageSize=25,this.live=!1}static{this.styles=[V,B,Ht,Ir,Kr]}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.searchTimer)}willUpdate(e){[`projectName`,`projectId`,`threadId`,`search`,`hours`,`pageSize`].some(t=>e.has(t))&&(this.cursors=[],this.focused=0);let{client:t}=this.connection,{from_time:n,...r}=this.query;this.page.want(t===void 0?void 0:JSON.stringify([t.server,r,this.hours])),e.has(`live`)&&e.get(`live`)!==void 0&&this.page.refresh()}refresh(){this.page.refresh()}focusSearch(){this.searchField?.focus()}get query(){return{project_id:this.projectId,project_name:this.projectName,thread_id:this.threadId,search:this.search,from_time:this.hours===0?void 0:new Date(Date.now()-this.hours*Yr).toISOString(),cursor:this.cursors.at(-1),limit:this.pageSize}}hrefOf(e){return this.traceHref?.replace(`{id}`,encodeURIComponent(e.id))}open(e,t){let{ctrlKey:n,metaKey:r,shiftKey:i}=t,a=t.composedPath().some(e=>e instanceof HTMLAnchorElement);if(a&&(n||r||i))return;let o={id:e.id},s=new CustomEvent(`vitrine-open-trace`,{detail:o,bubbles:!0,composed:!0,cancelable:!0});this.dispatchEvent(s)?!a&&this.hrefOf(e)!==void 0&&t.currentTarget.querySelector(`td.name a`)?.click():t.preventDefault()}onSearch(e){let{value:t}=e.target;clearTimeout(this.searchTimer),this.searchTimer=setTimeout(()=>this.search=t.trim(),qr)}clearSearch(){clearTimeout(this.searchTimer),this.search=``,this.hours=0,this.searchField!==null&&(this.searchField.value=``),this.searchField?.focus()}onKey(e){let t=e.composedPath()[0],n=t instanceof HTMLInputElement||t instanceof HTMLSelectElement;if(!(e.ctrlKey||e.metaKey||e.altKey)){if(e.key===`/`&&!n)this.focusSearch();else if(e.key===`Escape`&&n&&this.search!==``)this.clearSearch();else return;e.preventDefault()}}onRowKey(e,t,n){if(e.target!==e.currentTarget)return;let r=(this.page.value?.traces.length??1)-1,i={ArrowDown:Math.min(r,t+1),ArrowUp:Math.max(0,t-1),Home:0,End:r};e.key===`Enter`&&this.open(n,e);let a=i[e.key];a!==void 0&&(e.preventDefault(),this.focused=a,this.renderRoot.querySelectorAll(`tbody tr`)[a]?.focus())}turnPage(e){this.cursors=e,this.focused=0}renderPaging(e){let{locale:t}=this.connection,n=this.cursors.length*this.pageSize+1,r=n+e.traces.length-1,i=`${P(e.total,t)}${e.total_exact?``:`+`}`;return y`<span class="count muted number" role="status"
        >${e.traces.length===0?``:`${P(n,t)}–${P(r,t)} of ${i}`}</span
      >
      <button
        class="button icon"
        aria-label="Newer"
        title="Newer"
        ?disabled=${this.cursors.length===0}
        @click=${()=>this.turnPage(this.cursors.slice(0,-1))}
      >
        ${R(z.newer)}
      </button>
      <button
        class="button icon"
        aria-label="Older"
        title="Older"
        ?disabled=${e.next_cursor===null}
        @click=${()=>this.turnPage([...this.cursors,e.next_cursor??``])}
      >
        ${R(z.older)}
      </button>`}renderBar(e){return y`<div class="bar" part="bar">
      <div class="search">
        ${R(z.search)}
        <input
          class="field"
          type="search"
          aria-label="Search traces"
          placeholder="Search"
          autocomplete="off"
          @input=${this.onSearch}
        />
      </div>
      <select
        class="field"
        aria-label="Time range"
        @change=${e=>this.hours=Number(e.target.value)}
      >
        ${Xr.map(([e,t])=>y`<option value=${t} ?selected=${t===this.hours}>${e}</option>`)}
      </select>
      <span class="space"></span>
      ${e===void 0?S:this.renderPaging(e)}
      <button class="button icon" aria-label="Refresh" title="Refresh" @click=${this.refresh}>
        ${R(z.refresh)}
      </button>
    </div>`}renderTable(e){return y`<table part="table" aria-label="Traces" aria-busy=${this.page.loading}>
      <thead>
        <tr>
          ${Ur.map(e=>y`<th class=${e.name} scope="col">
                ${`hidden`in e?y`<span class="visually-hidden">${e.label}</span>`:e.label}
              </th>`)}
        </tr>
      </thead>
      <tbody>
        ${xt(e.traces,e=>e.id,(e,t)=>y`<tr
              tabindex=${t===this.focused?0:-1}
              @click=${t=>this.open(e,t)}
              @focus=${()=>this.focused=t}
              @keydown=${n=>this.onRowKey(n,t,e)}
            >
              ${Gr(e,this.hrefOf(e),this.connection.locale)}
            </tr>`)}
      </tbody>
    </table>`}renderNothing(){let{client:e}=this.connection;if(e!==void 0&&this.search===``&&this.hours===0&&this.cursors.length===0)return Lr(e,this.projectName);let t=Xr.find(([,e])=>e===this.hours&&e>0)?.[0].toLowerCase();return y`<div class="state" part="empty">
      <strong
        >No trace
        matches${this.search===``?``:` “${this.search}”`}${t===void 0?``:` in the ${t}`}</strong
      >
      <button class="button" @click=${this.clearSearch}>Show all traces</button>
    </div>`}renderContent(e){return this.page.error===void 0?e===void 0?Vt(10):e.traces.length===0?this.renderNothing():this.renderTable(e):zt(this.page.error,`There is no such project`,()=>this.page.refresh())}render(){if(this.connection.value===void 0)return Bt();let e=this.page.value;return y`<div @keydown=${this.onKey}>${this.renderBar(e)}${this.renderContent(e)}</div>`}};A([k(`.search input`)],$.prototype,`searchField`,void 0),A([O()],$.prototype,`search`,void 0),A([O()],$.prototype,`hours`,void 0),A([O()],$.prototype,`cursors`,void 0),A([O()],$.prototype,`focused`,void 0),A([D()],$.prototype,`server`,void 0),A([D({attribute:`project-name`})],$.prototype,`projectName`,void 0),A([D({attribute:`project-id`})],$.prototype,`projectId`,void 0),A([D({attribute:`thread-id`})],$.prototype,`threadId`,void 0),A([D({attribute:`trace-href`})],$.prototype,`traceHref`,void 0),A([D({type:Number,attribute:`page-size`})],$.prototype,`pageSize`,void 0),A([D({type:Boolean})],$.prototype,`live`,void 0),$=A([E(`vitrine-traces`)],$);export{r as ViewClient,n as ViewError,j as VitrineFeedback,M as VitrineProvider,Q as VitrineThread,Z as VitrineTrace,$ as VitrineTraces,F as cost,P as number,At as quantityText,Mt as relativeTime};