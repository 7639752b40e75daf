# Samling. `make run` shows the demonstration, `make test` proves it. `make help` lists the rest.
SHELL := /bin/bash
BIN := bin/samling
GO ?= go
NODE := $(shell command -v npm 2>/dev/null)
DECODER := static/door/vendor/share.js

.PHONY: help run build vendor test test-go test-js test-browser test-office lint bench clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

run: build ## the demonstration on http://127.0.0.1:8080
	./$(BIN) demo

build: vendor ## the program, in bin/samling
	CGO_ENABLED=1 $(GO) build -o $(BIN) .

vendor: $(if $(NODE),$(DECODER)) ## the QR decoder for phones without one, and the browser tests' axe (needs Node)

$(DECODER): package.json package-lock.json
	@npm ci --silent && npm run --silent vendor && touch $(DECODER) || \
		echo "npm could not fetch the QR decoder: the program is built without it." >&2

test: test-go test-js test-browser test-office ## everything; browser tests where Chromium is found, office tests where LibreOffice is

test-go: vendor ## every test without a browser
	@.ci/tools pdftoppm=poppler-utils zbarimg=zbar-tools
	$(GO) vet ./...
	$(GO) test $$($(GO) list ./... | grep -v /e2e$$)

test-js: vendor ## the door's script, without a browser (needs Node)
	@if [ -n "$(NODE)" ]; then npm test --silent; else echo "Node is missing: the door's script is not tested here."; fi

# REQUIRE_BROWSER=1 turns a missing Chromium into a failure; .ci/run sets it.
test-browser: build ## the journeys in a real Chromium
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then \
		$(GO) test -count=1 -timeout 10m ./e2e; \
	elif [ -n "$$REQUIRE_BROWSER" ]; then echo "Chromium is missing." >&2; exit 1; \
	else echo "Chromium is missing: the browser tests are not run here."; fi

test-office: ## the downloads in LibreOffice
	@if command -v soffice >/dev/null; then $(GO) test -count=1 -tags office -run Office ./handlers/host; \
	elif [ -n "$$REQUIRE_OFFICE" ]; then echo "LibreOffice is missing." >&2; exit 1; \
	else echo "LibreOffice is missing: the downloads are not opened in it here."; fi

lint: ## formatting, vet and staticcheck
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

bench: vendor ## speed as ratios, measured side by side in one run
	$(GO) run ./bench

clean: ## what was built
	rm -rf bin node_modules static/door/vendor
