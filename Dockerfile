# The QR decoder for phones without one of their own.
FROM node:22-bookworm-slim AS vendor
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY static static
RUN npm run vendor

# SQLite is C: the build needs gcc, and the program a libc.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=vendor /src/static/door/vendor static/door/vendor
ARG RELEASE=dev
RUN CGO_ENABLED=1 go build -trimpath -ldflags "-s -w -X samling/commands.release=${RELEASE}" -o /samling .

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data samling \
 && install -d -o samling -g samling -m 0700 /data
COPY --from=build /samling /usr/local/bin/samling
USER 10001
VOLUME /data
EXPOSE 8080
ENV SAMLING_DATA_DIR=/data SAMLING_LISTEN=0.0.0.0:8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s CMD ["samling", "health"]
ENTRYPOINT ["samling"]
CMD ["serve"]
